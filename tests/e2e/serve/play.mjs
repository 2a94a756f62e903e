// What a client with the interface of a browser's WebSocket does: Chromium, Firefox, undici and ws.

/**
 * Opens an address, acts, and returns what the client was told until the event `close`. Runs in a page, too, so it uses nothing
 * else of this file.
 */
export const play = (address, acts, patience, Socket = globalThis.WebSocket) =>
  new Promise((resolve) => {
    const socket = new Socket(address);
    const close = () => socket.close(1000, "done");
    const told = { error: "" };
    let timer = setTimeout(resolve, patience, told);
    socket.onopen = () => {
      if (acts === "closes") {
        close();
      } else if (acts === "echoes") {
        socket.send("hello");
      }
    };
    socket.onmessage = ({ data }) => {
      if (acts === "reads" || (acts === "echoes" && data === "hello")) {
        close();
      }
    };
    socket.onerror = ({ error, message }) => {
      told.error ||= told.code === undefined ? error?.code || message || "error" : "error after close";
      // The event `close` follows at once, or never.
      clearTimeout(timer);
      timer = setTimeout(resolve, patience / 10, told);
    };
    socket.onclose = ({ code, reason, wasClean }) => {
      Object.assign(told, { code, reason, wasClean });
      clearTimeout(timer);
      // An event `error` that comes too late is a result, too.
      setTimeout(() => resolve(told));
    };
  });
