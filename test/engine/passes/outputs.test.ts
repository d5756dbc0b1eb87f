import { describe, expect, test } from 'vitest';
import { readClassifier, type ReadingWish } from '../../../main/engine/classifier.ts';
import { DataType } from '../../../main/engine/onnx/constant.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { HeadModel } from '../../support/headModels.ts';

/** A small trunk on images [N, 3, 8, 8]. */
class Heads extends HeadModel {
  constructor() {
    super(['N', 3, 8, 8]);
  }

  read(wish: ReadingWish = {}) {
    return readClassifier(this.model(), evaluateOnce, wish);
  }
}

describe('of several outputs', () => {
  test('logits are taken rather than the features on the way to them', async () => {
    const heads = new Heads();
    heads.output('embedding', heads.features);
    heads.output('y', heads.linear(heads.features, 8, 5));
    const { output, outputReason, outputs } = await heads.read();
    expect(output).toBe('y');
    expect(outputReason).toBe('the others are computed on the way to it');
    expect(outputs.map(({ name, shape, obstacle }) => [name, shape, obstacle])).toEqual([
      ['embedding', [1, 8], null],
      ['y', [1, 5], null],
    ]);
  });

  test('of logits and their sigmoid the logits are taken, and known to become probabilities by a sigmoid', async () => {
    const heads = new Heads();
    const scores = heads.linear(heads.features, 8, 5);
    heads.output('first', heads.builder.node('Sigmoid', [scores]));
    heads.output('second', scores);
    const { output, outputReason, logits } = await heads.read();
    expect(output).toBe('second');
    expect(outputReason).toBe('it holds the scores before they become probabilities');
    expect(logits.activation).toBe('sigmoid');
  });

  test('the main head is taken rather than an auxiliary one before it', async () => {
    const heads = new Heads();
    heads.output('aux_logits', heads.linear(heads.features, 8, 5));
    heads.output('main', heads.linear(heads.features, 8, 5));
    expect(await heads.read()).toMatchObject({
      output: 'main',
      outputReason: 'the other is an auxiliary head',
    });
  });

  test('the one whose number of classes the labels have is taken', async () => {
    const heads = new Heads();
    heads.output('a', heads.linear(heads.features, 8, 6));
    heads.output('b', heads.linear(heads.features, 8, 7));
    expect((await heads.read()).output).toBe('a');
    expect((await heads.read({ counts: [7] })).output).toBe('b');
  });

  test('the one asked for is taken; another is refused with those that there are', async () => {
    const heads = new Heads();
    heads.output('embedding', heads.features);
    heads.output('y', heads.linear(heads.features, 8, 5));
    expect((await heads.read({ output: 'embedding' })).logits.classes).toBe(8);
    await expect(heads.read({ output: 'z' })).rejects.toThrow(
      "The model has no output 'z'. Choose from 'embedding', 'y'.",
    );
  });

  test('a segmentation map and whole numbers are no choice', async () => {
    const heads = new Heads();
    const scores = heads.linear(heads.features, 8, 5);
    heads.output('mask', heads.trunk);
    heads.output('label', heads.builder.node('ArgMax', [scores], { axis: 1 }), DataType.int64);
    heads.output('scores', scores);
    const { output, outputReason, outputs } = await heads.read();
    expect([output, outputReason]).toEqual(['scores', 'no other gives scores']);
    expect(outputs[0]?.obstacle).toMatch(/'mask' has shape \[1, 8, 6, 6\]/);
    expect(outputs[1]?.obstacle).toMatch(/'label' holds whole numbers/);
  });

  test('a detector is refused with everything that it gives', async () => {
    const heads = new Heads();
    const rows = heads.builder.ints([1, 10, 4]);
    heads.output('boxes', heads.builder.node('Reshape', [heads.linear(heads.features, 8, 40), rows]));
    heads.output('scores', heads.linear(heads.features, 8, 10));
    await expect(heads.read()).rejects.toThrow(
      "No output gives one score per class, [1, classes]: 'boxes' [1, 10, 4], 'scores' [1, 10]. Detection and segmentation models cannot be explained here.",
    );
  });
});

describe('the end of a head', () => {
  const ends: readonly [string, (heads: Heads, scores: string) => string, string][] = [
    ['a softmax', ({ builder }, y) => builder.node('Softmax', [y], { axis: 1 }), 'softmax'],
    ['a log-softmax', ({ builder }, y) => builder.node('LogSoftmax', [y], { axis: -1 }), 'softmax'],
    [
      'the logarithm of a clipped softmax',
      ({ builder }, y) =>
        builder.node('Log', [builder.node('Clip', [builder.node('Softmax', [y]), builder.scalar(1e-7)])]),
      'softmax',
    ],
    [
      'a softmax spelled out',
      ({ builder }, y) => {
        const shifted = builder.node('Sub', [y, builder.node('ReduceMax', [y, builder.ints([1])])]);
        const powers = builder.node('Exp', [shifted]);
        return builder.node('Div', [powers, builder.node('ReduceSum', [powers, builder.ints([1])])]);
      },
      'softmax',
    ],
    [
      'a log-softmax spelled out',
      ({ builder }, y) => builder.node('Sub', [y, builder.node('ReduceLogSumExp', [y, builder.ints([1])])]),
      'softmax',
    ],
    ['a sigmoid', ({ builder }, y) => builder.node('Sigmoid', [y]), 'sigmoid'],
    ['nothing', (_, y) => y, 'none'],
  ];
  test.each(ends)('%s is no part of what is explained', async (_, end, activation) => {
    const heads = new Heads();
    const scores = heads.linear(heads.features, 8, 5);
    heads.output('y', end(heads, scores));
    const { logits, warnings } = await heads.read();
    expect(logits).toEqual({ tensor: activation === 'none' ? 'y' : scores, classes: 5, activation });
    expect(warnings).toEqual([]);
  });

  test('a softmax over the batch is passed over and told', async () => {
    const heads = new Heads();
    const scores = heads.linear(heads.features, 8, 5);
    heads.output('y', heads.builder.node('Softmax', [scores], { axis: 0 }));
    const { logits, warnings } = await heads.read();
    expect(logits).toMatchObject({ tensor: scores, activation: 'none' });
    expect(warnings.join()).toMatch(/Softmax at the end runs over axis 0 of \[1, 5\]/);
  });

  test('scores [1, classes, 1, 1], or squeezed to [classes], are found', async () => {
    const heads = new Heads();
    const scores = heads.linear(heads.features, 8, 5);
    const squeezed = heads.builder.node('Squeeze', [scores, heads.builder.ints([0])]);
    heads.output('y', squeezed);
    expect((await heads.read()).logits).toMatchObject({ tensor: scores, classes: 5 });
    const planes = new Heads();
    const flat = planes.linear(planes.features, 8, 5);
    planes.output('y', planes.builder.node('Unsqueeze', [flat, planes.builder.ints([2, 3])]));
    expect((await planes.read()).logits).toMatchObject({ tensor: 'y', classes: 5 });
  });
});
