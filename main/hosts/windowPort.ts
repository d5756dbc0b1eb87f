import { ipcMain, MessageChannelMain, type BrowserWindow } from 'electron';
import { windowContract, type Service, type WindowContract } from '../../shared/rpc/contract.ts';
import { CONNECT_ANSWER, CONNECT_REQUEST } from '../../shared/rpc/handshake.ts';
import { electronPort } from '../rpc/ports/electronPort.ts';
import { serve, type Serving } from '../rpc/serve.ts';
import { isOwnFrame } from './window.ts';

/**
 * Gives the window's page a port to `service` whenever it asks: at its start, and again after a reload. Only the main
 * frame of this window, showing the application's own page, is answered.
 * @param onConnect told of each port that is given out
 * @returns the current port, for notices
 */
export function offerPort(
  window: BrowserWindow,
  service: Service<WindowContract>,
  onConnect: (serving: Serving<WindowContract>) => void,
): { current: () => Serving<WindowContract> | undefined } {
  let serving: Serving<WindowContract> | undefined;
  ipcMain.on(CONNECT_REQUEST, ({ senderFrame }) => {
    if (!isOwnFrame(window, senderFrame)) return;
    serving?.close();
    const { port1, port2 } = new MessageChannelMain();
    serving = serve(electronPort(port1), windowContract, service);
    senderFrame.postMessage(CONNECT_ANSWER, null, [port2]);
    onConnect(serving);
  });
  return { current: () => serving };
}
