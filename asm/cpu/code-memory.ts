/** Memory as instructions are fetched from it. */
import { NO_MEMORY, placeOf, WindowRight } from "./memory-map";

/** Where the halfword at an address lies in linear memory, or 0 when nothing can be executed there. */
export function codeAt(address: u32): usize {
  const place = placeOf(address, 2, WindowRight.Execute);
  return place == NO_MEMORY ? 0 : place;
}
