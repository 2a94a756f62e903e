// Serves the page in a folder, ends its WebSockets in different ways, and prints the page's report:
//
//     node server.mjs FOLDER
//
// Its first line is the address of the page. It fails if the report has failures, or does not arrive in time.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { extname, join } from 'node:path';

const [folder] = process.argv.slice(2);
const SECONDS = 180;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

const frame = (...body) => Buffer.concat([Buffer.from([0x88, Buffer.concat(body).length]), ...body]);
const code = (number) => Buffer.from([number >> 8, number & 0xff]);

// The bytes to send after the WebSocket is open, by path. With `null`, the connection is dropped.
const endings = new Map([
    ['/own-code', frame(code(4001), Buffer.from('log in again'))],
    ['/no-reason', frame(code(1000))],
    ['/no-code', frame()],
    ['/longest-reason', frame(code(1012), Buffer.from(`${'α'.repeat(61)}.`))],
    ['/closed-here', Buffer.of()],
    ['/dropped', null],
    ['/local-code', frame(code(1005))],
    ['/half-code', frame(Buffer.from([3]))],
    ['/bad-utf-8', frame(code(1000), Buffer.from([0xc3, 0x28]))],
]);
const closedHere = Buffer.concat([code(3001), Buffer.from('bye')]);
const complaints = [];

function finish(report) {
    process.stdout.write(report);
    for (const path of endings.keys()) {
        complaints.push(`${path} was not opened`);
    }
    if (!/^[1-9]\d* as expected, 0 not$/m.test(report)) {
        complaints.push('the page does not report that all is as expected');
    }
    process.exitCode = complaints.length > 0 ? 1 : 0;
    process.stderr.write(complaints.map((complaint) => `${complaint}\n`).join(''), () => process.exit());
}

const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (request.method === 'POST' && pathname === '/report') {
        const report = Buffer.concat(await request.toArray()).toString();
        response.writeHead(204).end(() => finish(report));
        return;
    }
    try {
        const file = join(folder, pathname);
        response.writeHead(200, { 'Content-Type': TYPES[extname(file)] }).end(await readFile(file));
    } catch {
        response.writeHead(404).end();
    }
});

server.on('upgrade', (request, socket) => {
    // The browser may drop the connection. Only its report counts.
    socket.on('error', () => {});
    const path = request.url;
    if (!endings.has(path)) {
        if (path !== '/refused') {
            complaints.push(`${path} does not exist, or was opened twice`);
        }
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
    }
    const key = request.headers['sec-websocket-key'];
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
            `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const ending = endings.get(path);
    endings.delete(path);
    if (ending === null) {
        socket.end();
        return;
    }
    socket.write(ending);

    // The close frame of the browser: at most 125 bytes, and masked.
    let received = Buffer.of();
    socket.on('data', (data) => {
        received = Buffer.concat([received, data]);
        const length = received[1] & 0x7f;
        if (received.length < 6 + length) {
            return;
        }
        const body = received.subarray(6, 6 + length).map((byte, index) => byte ^ received[2 + (index % 4)]);
        if (path === '/closed-here') {
            if (received[0] !== 0x88 || !closedHere.equals(body)) {
                complaints.push(`${path}: the browser sent ${received.toString('hex')}`);
            }
            socket.write(frame(body));
        }
        socket.end();
    });
});

setTimeout(() => finish(`the page reported nothing in ${SECONDS} s\n`), SECONDS * 1000);
server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    // Nobody listens on the local port of a connection, and nobody can while the connection exists.
    const taken = connect(port, '127.0.0.1', () => {
        console.log(`http://127.0.0.1:${port}/index.html?nobody=127.0.0.1:${taken.localPort}`);
    });
});
