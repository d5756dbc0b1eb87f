import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain, runForward } from '../../main/engine/explain.ts';
import { decodeImage } from '../../main/engine/images/decode.ts';
import { preprocess } from '../../main/engine/images/preprocess.ts';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import { openModel, type OpenModel } from '../../main/engine/model/openModel.ts';
import type { Explanation } from '../../shared/result.ts';
import { upsampleBilinear } from '../../shared/upsample.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const ESPRESSO = 967;

/** The cup on the upright photo, in its pixels (printed by fixtures/offCentre/make.py). */
const CUPS = [
  { file: 'left.jpg', width: 450, height: 400, cup: { left: 22, top: 18, right: 258, bottom: 305 } },
  { file: 'right.jpg', width: 430, height: 400, cup: { left: 172, top: 18, right: 408, bottom: 305 } },
  { file: 'top.jpg', width: 440, height: 400, cup: { left: 112, top: 18, right: 348, bottom: 305 } },
] as const;

let model: OpenModel;
beforeAll(async () => {
  model = await openModel(path.join(ROOT, 'models/efficientnet-lite0'), { provider: 'cpu', statuses: [] }, 1);
});
afterAll(() => {
  model.release();
});

async function explainFile(file: string, layer: string): Promise<Omit<Explanation, 'id'>> {
  const photo = await decodeImage(path.join(ROOT, 'test/fixtures/offCentre', file));
  const { tensor, placement } = await preprocess(photo, model.card.preprocessing, model.card.input);
  const session = model.layer(layer);
  const image = { tensor, placement, image: null, decodeMilliseconds: 0 };
  const forward = await runForward(session, tensor);
  const targets = [{ class: { index: ESPRESSO } }];
  const [explained] = await explain(model, session, chooseMethod('lift-cam'), image, forward, targets);
  if (!explained) throw new Error('nothing was explained');
  return explained.explanation;
}

/** Centre of mass of the map on the upright photo, and the share of it inside a box. */
function locate(
  explanation: Omit<Explanation, 'id'>,
  box: { left: number; top: number; right: number; bottom: number },
) {
  const { map, placement } = explanation;
  if (!placement) throw new Error('no placement');
  const size = 224;
  const values = upsampleBilinear(map.relu, map.height, map.width, size, size);
  let [sum, x, y, inside] = [0, 0, 0, 0];
  for (const [index, value] of values.entries()) {
    const photoX = placement.seen.x + (((index % size) + 0.5) / size) * placement.seen.width;
    const photoY = placement.seen.y + ((Math.floor(index / size) + 0.5) / size) * placement.seen.height;
    sum += value;
    x += value * photoX;
    y += value * photoY;
    if (photoX >= box.left && photoX < box.right && photoY >= box.top && photoY < box.bottom) inside += value;
  }
  return { x: x / sum, y: y / sum, share: inside / sum };
}

for (const layer of ['hardtanh_32', 'add_6']) {
  test.each(CUPS)(
    `at ${layer} the heatmap lies on the cup of $file`,
    async ({ file, width, height, cup }) => {
      const explanation = await explainFile(file, layer);
      expect(explanation.placement?.photo).toEqual({ width, height });
      const { x, y, share } = locate(explanation, cup);
      expect(x).toBeGreaterThan(cup.left);
      expect(x).toBeLessThan(cup.right);
      expect(y).toBeGreaterThan(cup.top);
      expect(y).toBeLessThan(cup.bottom);
      const area = ((cup.right - cup.left) * (cup.bottom - cup.top)) / (width * height);
      expect(share).toBeGreaterThan(area);
    },
  );
}

test('the heatmap follows the cup to the other side', async () => {
  const [left, right] = [CUPS[0], CUPS[1]];
  const onLeft = locate(await explainFile(left.file, 'hardtanh_32'), left.cup);
  const onRight = locate(await explainFile(right.file, 'hardtanh_32'), right.cup);
  expect(onLeft.x).toBeLessThan(0.45 * left.width);
  expect(onRight.x).toBeGreaterThan(0.55 * right.width);
});
