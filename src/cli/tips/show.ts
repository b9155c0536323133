import { alignRows } from "../talk/table.js";
import { tipRows } from "./table.js";
import { measureTip, tipNames } from "./tips.js";

const programs = new URL("../../examples/tips/", import.meta.url);

/** Runs the talk's tips, before and after, on emulated pyboards and shows what each gains. */
export function showTips(): void {
  const tips = tipNames.map((name, index) => {
    const tip = measureTip(name, programs);
    process.stderr.write(`[${index + 1}/${tipNames.length}] ${name}: ${tip.title}\n`);
    return tip;
  });
  console.log(`\n${alignRows(tipRows(tips))}`);
  console.log("time, bytes of the heap and energy of the whole program, before and after.");
}
