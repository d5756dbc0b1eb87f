import { decodeFrame, encodeFrame } from '../codec.ts';
import { createCloseSignal, PortClosedError, type Port } from '../port.ts';

/** What a browser's WebSocket and that of the package `ws` have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(frame: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
}

const OPEN = 1;
/** WebSocket close code "unsupported data". */
const UNREADABLE = 1003;

/** A port over an open WebSocket, one binary frame a message. A frame that cannot be read closes the socket. */
export function webSocketPort(socket: WebSocketLike): Port {
  const closing = createCloseSignal();
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('close', closing.fire);
  // An error is always followed by `close`; without a listener it would end a Node process.
  socket.addEventListener('error', () => undefined);
  return {
    post(message) {
      if (socket.readyState !== OPEN) throw new PortClosedError();
      socket.send(encodeFrame(message));
    },
    onMessage(listener) {
      socket.addEventListener('message', ({ data }) => {
        let message: unknown;
        try {
          if (!(data instanceof ArrayBuffer)) throw new TypeError('Only binary frames are understood');
          message = decodeFrame(data);
        } catch {
          socket.close(UNREADABLE, 'Unreadable frame');
          return;
        }
        listener(message);
      });
    },
    onClose: closing.listen,
    close() {
      socket.close();
      closing.fire();
    },
  };
}
