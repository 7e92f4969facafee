import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import type { Picture } from '../picture.ts';
import { digestChart, FONT, reportChart } from './charts.ts';
import type { Drawn, Order } from './draw.ts';

// Draws the pictures that it is sent, and sends them back.

/** The library as one file: its hundreds of modules take fifteen times as long to load. */
const { init }: typeof import('echarts') = await import('echarts/dist/echarts.esm.min.mjs' as string);

/** Twice as many points as it is wide, for screens that show them. */
const SHARPNESS = 2;
const font = (path: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans/${path}`));
const FONTS = [font('400Regular/NotoSans_400Regular.ttf'), font('700Bold/NotoSans_700Bold.ttf')];

async function png(picture: Picture): Promise<Buffer> {
  const { width, height, option } = picture.kind === 'digest' ? digestChart(picture) : reportChart(picture);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  const image = await renderAsync(svg, {
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: FONT },
    fitTo: { mode: 'width', value: width * SHARPNESS },
  });
  return image.asPng();
}

process.on('message', async ({ id, picture }: Order) => {
  const answer: Drawn = await png(picture).then(
    (image) => ({ id, png: image }),
    (error: unknown) => ({ id, fault: (error as Error).message }),
  );
  process.send?.(answer);
});
// Whoever sends the orders is gone.
process.once('disconnect', () => process.exit(0));
