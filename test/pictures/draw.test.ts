import { afterAll, expect, test } from 'vitest';
import { drawer } from '../../src/pictures/draw.ts';
import { report } from '../../src/views/report.ts';
import { wordsFor } from '../../src/words/words.ts';
import { aReport } from '../support/samples.ts';

const { draw, stop } = drawer();
afterAll(stop);
const picture = () => report(wordsFor('fr'), aReport(27)).picture!.picture;
const size = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

test('whoever waits for a picture hears that the process that draws has ended, and the next picture is drawn anew', async () => {
  const waiting = draw(picture());
  stop();
  await expect(waiting).rejects.toThrow('the process that draws has ended');
  expect((await draw(picture())).subarray(1, 4).toString()).toBe('PNG');
});

test('the report’s page is as long as what there is to say', async () => {
  const [full, quiet] = [
    await draw(picture()),
    await draw(report(wordsFor('en'), aReport(0)).picture!.picture),
  ];
  expect(size(full).width).toBe(size(quiet).width);
  expect(size(full).height).toBeGreaterThan(1.5 * size(quiet).height);
});
