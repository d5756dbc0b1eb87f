import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import { memoryPorts } from '../../main/rpc/ports/memory.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { messagePort, type MessagePortLike } from '../../shared/rpc/ports/messagePort.ts';
import { webSocketPort } from '../../shared/rpc/ports/webSocket.ts';

export interface PortPair {
  readonly server: Port;
  readonly client: Port;
  dispose(): Promise<void>;
}

/** Every kind of port that the product uses, as a joined pair of real ones. */
export const portPairs: Record<string, () => Promise<PortPair>> = {
  memory: async () => {
    const [server, client] = memoryPorts();
    return {
      server,
      client,
      dispose: async () => {
        client.close();
      },
    };
  },
  'message port': async () => {
    const channel = new MessageChannel();
    return {
      server: messagePort(channel.port1 as unknown as MessagePortLike),
      client: messagePort(channel.port2 as unknown as MessagePortLike),
      dispose: async () => {
        channel.port1.close();
      },
    };
  },
  'web socket': async () => {
    const listening = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(listening, 'listening');
    const connection = once(listening, 'connection');
    const near = new WebSocket(`ws://127.0.0.1:${(listening.address() as AddressInfo).port}`);
    const [[far]] = (await Promise.all([connection, once(near, 'open')])) as [[WebSocket], unknown];
    return {
      server: webSocketPort(far),
      client: webSocketPort(near),
      dispose: async () => {
        near.terminate();
        await new Promise((resolve) => listening.close(resolve));
      },
    };
  },
};
