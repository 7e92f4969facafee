import type { EChartsOption } from 'echarts';
import type { Bar, DigestPicture, ReportPicture, Week } from '../picture.ts';

// Readable in the dark: each picture brings its own light ground. Readable to the colour-blind: the colours are Okabe and
// Ito's, and each has a pattern or a shape of its own besides.

export const FONT = 'Noto Sans';
const INK = '#1d1c1d';
const QUIET = '#5c5a5e';
const RULE = '#d9d7dc';
const GROUND = '#ffffff';
const COLOURS = { later: '#56b4e9', soon: '#e69f00', overdue: '#b2182b', open: '#0072b2' } as const;

const text = { fontFamily: FONT, color: INK };
const title = (of: string, left: number | string, top: number) => ({
  text: of,
  left,
  top,
  textStyle: { ...text, fontSize: 22, fontWeight: 'bold' as const },
});

const trendSeries = (
  names: { open: string; overdue: string },
  weeks: readonly Week[],
  axis: { xAxisIndex: number; yAxisIndex: number },
): NonNullable<EChartsOption['series']> => {
  const line = (name: string, colour: string, dashed: boolean, of: (week: Week) => number) => ({
    type: 'line' as const,
    name,
    ...axis,
    data: weeks.map(of),
    symbol: dashed ? 'diamond' : 'circle',
    symbolSize: dashed ? 12 : 9,
    lineStyle: { width: 3, color: colour, type: dashed ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color: colour },
    endLabel: {
      show: true,
      formatter: `${name}\n{c}`,
      fontFamily: FONT,
      fontSize: 17,
      fontWeight: 'bold' as const,
      color: colour,
      distance: 12,
    },
  });
  return [
    line(names.open, COLOURS.open, false, ({ open }) => open),
    line(names.overdue, COLOURS.overdue, true, ({ overdue }) => overdue),
  ];
};

const weekAxis = (weeks: readonly Week[], gridIndex: number) => ({
  type: 'category' as const,
  gridIndex,
  data: weeks.map(({ label }) => label),
  boundaryGap: false,
  axisLine: { lineStyle: { color: RULE } },
  axisTick: { show: false },
  axisLabel: { ...text, color: QUIET, fontSize: 15, hideOverlap: true },
});

const countAxis = (gridIndex: number) => ({
  type: 'value' as const,
  gridIndex,
  min: 0,
  minInterval: 1,
  axisLabel: { ...text, color: QUIET, fontSize: 15 },
  splitLine: { lineStyle: { color: RULE } },
});

const bar = (name: string, colour: string, bars: readonly Bar[], at: 0 | 1 | 2) => ({
  type: 'bar' as const,
  name,
  stack: 'open',
  data: bars.map(({ counts }) => ({ value: counts[at], label: { show: counts[at] > 0 } })),
  barMaxWidth: 26,
  itemStyle: { color: colour, borderColor: GROUND, borderWidth: 1 },
  label: {
    ...text,
    fontSize: 14,
    fontWeight: 'bold' as const,
    position: 'inside' as const,
    color: at === 2 ? GROUND : INK,
    textBorderColor: colour,
    textBorderWidth: 3,
  },
});

/** Open reviews by organization, and the trend of twelve weeks. */
export function digestChart({ reviewsTitle, trendTitle, names, bars, weeks }: DigestPicture): {
  width: number;
  height: number;
  option: EChartsOption;
} {
  const height = Math.max(420, 190 + 34 * bars.length);
  const option: EChartsOption = {
    animation: false,
    backgroundColor: GROUND,
    aria: { enabled: true, decal: { show: true } },
    textStyle: text,
    title: [title(reviewsTitle, 32, 22), title(trendTitle, 752, 22)],
    legend: {
      left: 32,
      top: 66,
      itemWidth: 30,
      itemHeight: 18,
      itemGap: 22,
      data: [names.later, names.soon, names.overdue],
      textStyle: { ...text, fontSize: 16 },
    },
    grid: [
      { left: 32, width: 640, top: 112, bottom: 40, containLabel: true },
      { left: 752, width: 400, top: 84, bottom: 40, containLabel: true },
    ],
    xAxis: [{ ...countAxis(0) }, weekAxis(weeks, 1)],
    yAxis: [
      {
        type: 'category',
        gridIndex: 0,
        inverse: true,
        data: bars.map(({ label }) => label),
        axisLine: { lineStyle: { color: RULE } },
        axisTick: { show: false },
        axisLabel: { ...text, fontSize: 17 },
      },
      countAxis(1),
    ],
    series: [
      bar(names.later, COLOURS.later, bars, 0),
      bar(names.soon, COLOURS.soon, bars, 1),
      bar(names.overdue, COLOURS.overdue, bars, 2),
      ...[trendSeries(names, weeks, { xAxisIndex: 1, yAxisIndex: 1 })].flat(),
    ],
  };
  return { width: 1280, height, option };
}

const words = (
  content: string,
  x: number,
  y: number,
  style: { size: number; weight?: 'bold'; width?: number; colour?: string; align?: 'left' | 'right' },
) => ({
  type: 'text' as const,
  x,
  y,
  style: {
    text: content,
    fontFamily: FONT,
    fontSize: style.size,
    fontWeight: style.weight ?? ('normal' as const),
    fill: style.colour ?? INK,
    lineHeight: Math.round(style.size * 1.35),
    ...(style.width && { width: style.width, overflow: 'break' as const }),
    ...(style.align && { align: style.align }),
  },
});

const box = (x: number, y: number, width: number, height: number, colour: string) => ({
  type: 'rect' as const,
  shape: { x, y, width, height, r: 10 },
  style: { fill: '#f6f5f8', stroke: colour, lineWidth: 3 },
});

const PAGE = { width: 1240, left: 70, right: 1170 };
/** Where the parts of the page begin, from top to bottom. */
const TOP = { title: 60, subtitle: 122, promises: 190, numbers: 552, below: 780 };
const TREND_HEIGHT = 372;
const DECISION = { size: 22, line: 30, gap: 16, width: 1040, charactersInLine: 82 };

/** One page for an executive: the promises, the numbers, the trend, and what there is to decide. */
export function reportChart(report: ReportPicture): { width: number; height: number; option: EChartsOption } {
  const hasTrend = report.weeks.length > 0;
  const decideTop = TOP.below + (hasTrend ? TREND_HEIGHT : 0);
  const decisions = decisionsFrom(decideTop + 58, report.decide);
  const option: EChartsOption = {
    animation: false,
    backgroundColor: GROUND,
    textStyle: text,
    ...(hasTrend && {
      grid: [{ left: PAGE.left, width: 960, top: TOP.below + 50, height: 270, containLabel: true }],
      xAxis: [weekAxis(report.weeks, 0)],
      yAxis: [countAxis(0)],
      series: trendSeries(report.names, report.weeks, { xAxisIndex: 0, yAxisIndex: 0 }),
    }),
    graphic: [
      words(report.title, PAGE.left, TOP.title, { size: 42, weight: 'bold', width: PAGE.right - PAGE.left }),
      words(report.subtitle, PAGE.left, TOP.subtitle, { size: 22, colour: QUIET }),
      ...report.promises.flatMap(promiseBox),
      words(report.numbersTitle, PAGE.left, TOP.numbers, { size: 26, weight: 'bold' }),
      ...report.numbers.flatMap(numberTile),
      ...(hasTrend
        ? [words(report.trendTitle, PAGE.left, TOP.below, { size: 26, weight: 'bold' as const })]
        : []),
      words(report.decideTitle, PAGE.left, decideTop, { size: 26, weight: 'bold' }),
      ...decisions.lines,
    ],
  };
  return { width: PAGE.width, height: decisions.end + 60, option };
}

const THIRD = 354;

function promiseBox({ title: name, text: says, count, of }: ReportPicture['promises'][number], i: number) {
  const x = PAGE.left + i * (THIRD + 19);
  const top = TOP.promises;
  const colour = count > 0 ? COLOURS.overdue : COLOURS.open;
  return [
    box(x, top, THIRD, 336, colour),
    words(name, x + 24, top + 22, { size: 24, weight: 'bold', width: THIRD - 48 }),
    words(String(count), x + 24, top + 60, { size: 72, weight: 'bold', colour }),
    words(of, x + 24, top + 162, { size: 18, colour: QUIET, width: THIRD - 84 }),
    words(says, x + 24, top + 220, { size: 17, width: THIRD - 76 }),
  ];
}

function numberTile({ label, value, change }: ReportPicture['numbers'][number], i: number) {
  const x = PAGE.left + i * 280;
  const top = TOP.numbers + 50;
  return [
    words(value, x, top, { size: 44, weight: 'bold' }),
    words(label, x, top + 62, { size: 19 }),
    words(change, x, top + 96, { size: 18, colour: QUIET }),
  ];
}

/** One below the other, each with as much room as it takes. */
function decisionsFrom(top: number, decide: readonly string[]) {
  let end = top;
  const lines = decide.map((line, i) => {
    const y = end;
    end += Math.ceil(line.length / DECISION.charactersInLine) * DECISION.line + DECISION.gap;
    return words(`${i + 1}.  ${line}`, PAGE.left, y, {
      size: DECISION.size,
      width: DECISION.width,
    });
  });
  return { lines, end };
}
