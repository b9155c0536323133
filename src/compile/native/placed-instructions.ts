import type { Place } from "../ast.js";
import { InstructionList } from "../instruction-list.js";

/** Where the emitter is in the source. */
export interface EmitterPlace {
  readonly place: Place;
  /** The number of the innermost statement. */
  readonly statement: number;
}

/** Instructions that know where in the source they come from, for errors that come up later. */
export class PlacedInstructions extends InstructionList {
  /** Line, column and statement of each instruction. */
  readonly places: number[] = [];

  constructor(private readonly emitter: EmitterPlace) {
    super();
  }

  override clear(): void {
    super.clear();
    this.places.length = 0;
  }

  override push(operation: number, operand = 0): void {
    super.push(operation, operand);
    const { place, statement } = this.emitter;
    this.places.push(place.line, place.column, statement);
  }
}
