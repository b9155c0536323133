import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type Comparison, speedup } from "./report.js";
import { tierName, tiers } from "./tier.js";

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const WIDTH = 860;
/** Pixels of a bar, and around the bars of a function. */
const BAR = 14;
const GAP = 22;
const MARGIN = { top: 72, bottom: 40, left: 120, right: 60 };

/**
 * A bar chart as SVG: how many times as fast as bytecode in the same place each tier runs each function, on a
 * logarithmic scale.
 */
export function chartOf(comparisons: readonly Comparison[]): string {
  const height = MARGIN.top + MARGIN.bottom + comparisons.length * (tiers.length * BAR + GAP);
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  chart.setOption({
    animation: false,
    title: { text: "Speed, as a multiple of bytecode's in the same place", left: "center" },
    legend: { top: 30, data: tiers.map(tierName) },
    grid: MARGIN,
    xAxis: { type: "log", logBase: 10 },
    yAxis: { type: "category", inverse: true, data: comparisons.map(({ name }) => name) },
    series: tiers.map((tier) => ({
      name: tierName(tier),
      type: "bar",
      barWidth: BAR - 2,
      label: { show: true, position: "right", fontSize: 10 },
      data: comparisons.map((comparison) => barOf(comparison, tier)),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** What ECharts takes for no bar at all. */
const NO_BAR = "-";

function barOf(comparison: Comparison, tier: (typeof tiers)[number]): number | string {
  const measurement = comparison.measurements.find((each) => each.tier === tier);
  if (measurement === undefined) return NO_BAR;
  const ratio = speedup(comparison, measurement);
  return Number.isFinite(ratio) && ratio > 0 ? Number(ratio.toPrecision(3)) : NO_BAR;
}
