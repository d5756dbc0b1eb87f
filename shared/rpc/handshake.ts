/** What the page and the desktop app's preload say to each other to hand a message port over. */
export const CONNECT_REQUEST = 'workbench-connect';
export const CONNECT_ANSWER = 'workbench-port';
/** By which the preload tells the main process what was dropped on the window. */
export const DROPPED_FILES = 'workbench-dropped';

/** WebSocket subprotocol of the served workbench; the token travels as a second subprotocol beside it. */
export const RPC_SUBPROTOCOL = 'liftcam-rpc';
/** Path of the WebSocket on the server. */
export const RPC_PATH = '/rpc';
/** Name of the token in the fragment of the address that the server prints. */
export const TOKEN_PARAMETER = 'token';
