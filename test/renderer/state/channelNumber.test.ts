import { expect, it } from 'vitest';
import { readChannelNumber } from '../../../renderer/state/channelNumber.ts';

it('reads the number of a channel', () => {
  expect(readChannelNumber(' 7 ', 8)).toEqual({ channel: 7 });
  expect(readChannelNumber('0', 8)).toEqual({ channel: 0 });
});

it.each(['', '8', '-1', '1.5', '1e0', 'seven'])('says of "%s" which numbers there are', (text) => {
  expect(readChannelNumber(text, 8)).toEqual({ problem: 'Channels are numbered 0 to 7.' });
});
