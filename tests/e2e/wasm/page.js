// The part of the test in JavaScript, without Rust.

const attributes = ['wasClean', 'isTrusted', 'bubbles', 'cancelable', 'composed', 'defaultPrevented'];

export function tell(event) {
    if (!(event instanceof CloseEvent)) {
        return `not a CloseEvent: ${event}`;
    }
    const holding = attributes.filter((name) => event[name] === true);
    return [event.type, event.code, `'${event.reason}'`, ...holding].join(' ');
}

export function dispatch(event, listener) {
    const target = new EventTarget();
    target.addEventListener(event.type, listener);
    return target.dispatchEvent(event);
}

export function stampedEvent(timeStamp) {
    return Object.defineProperty(new CloseEvent('close'), 'timeStamp', { value: timeStamp });
}

export function canceledEvent() {
    const event = new CloseEvent('end', { cancelable: true, code: 4001, reason: 'no' });
    event.preventDefault();
    return event;
}

export const readDictionary = JSON.parse;
export const writeDictionary = JSON.stringify;

export function withoutCloseEvent(callback) {
    const { CloseEvent } = globalThis;
    delete globalThis.CloseEvent;
    try {
        callback();
    } finally {
        globalThis.CloseEvent = CloseEvent;
    }
}

export function inTime(promise) {
    const seconds = 10;
    const late = (_, reject) => setTimeout(() => reject(new Error(`nothing happened in ${seconds} s`)), seconds * 1000);
    return Promise.race([promise, new Promise(late)]);
}
