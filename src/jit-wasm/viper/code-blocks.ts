import type { LineStart } from "../../compile/line-table.js";
import type { Label } from "../../compile/native/assembler.js";
import { type CodeBlock, type NestedCode, structure, type Terminator } from "../structured-code.js";
import { WasmCode } from "../wasm-code.js";

interface OpenBlock {
  readonly code: WasmCode;
  readonly lines: LineStart[];
  exit: Terminator | undefined;
}

const newBlock = (): OpenBlock => ({ code: new WasmCode(), lines: [], exit: undefined });

/** Code of one function in blocks that labels name, in the order in which it is written. */
export class CodeBlocks {
  readonly #blocks: OpenBlock[] = [];
  readonly #blockOf = new Map<Label, number>();
  readonly #bound = new Set<Label>();
  #current: OpenBlock | undefined;
  #line = 0;

  constructor() {
    this.start(this.reserve());
  }

  /** What instructions are added to; those behind a jump are dropped. */
  get code(): WasmCode {
    return this.#current?.code ?? new WasmCode();
  }

  /** The number of the block that instructions are added to; -1 behind a jump. */
  get current(): number {
    return this.#current === undefined ? -1 : this.#blocks.indexOf(this.#current);
  }

  /** The blocks that each leads to. */
  get successors(): number[][] {
    return this.#blocks.map(({ exit }) => {
      if (exit?.kind === "jump") return [exit.to];
      return exit?.kind === "branch" ? [exit.then, exit.otherwise] : [];
    });
  }

  /** The first block's instructions, to which what stands at the entry is added last. */
  get entryCode(): WasmCode {
    return this.#blocks[0]!.code;
  }

  get isOpen(): boolean {
    return this.#current !== undefined;
  }

  /** The block of a label, whether it is bound or not. */
  blockOf(label: Label): number {
    const known = this.#blockOf.get(label);
    if (known !== undefined) return known;
    const block = this.reserve();
    this.#blockOf.set(label, block);
    return block;
  }

  isBound(label: Label): boolean {
    return this.#bound.has(label);
  }

  bind(label: Label): void {
    this.#bound.add(label);
    this.start(this.blockOf(label));
  }

  /** Makes a block that is started later. */
  reserve(): number {
    this.#blocks.push(newBlock());
    return this.#blocks.length - 1;
  }

  /** What follows is in `block`, which the current one leads to. */
  start(block: number): void {
    this.jump(block);
    this.#current = this.#blocks[block]!;
    this.startLine(this.#line);
  }

  /** What follows belongs to a line of the source; 0: to none. */
  startLine(line: number): void {
    this.#line = line;
    if (this.#current === undefined) return;
    const { code, lines } = this.#current;
    lines.push({ offset: code.bytes.length, line });
  }

  jump(to: number): void {
    this.#end({ kind: "jump", to });
  }

  /** Ends the block by a condition on the stack. */
  branch(then: number, otherwise: number): void {
    this.#end({ kind: "branch", then, otherwise });
  }

  /** Goes to `then` if the condition on the stack holds, else on. */
  branchIf(then: number): void {
    const behind = this.reserve();
    this.branch(then, behind);
    this.start(behind);
  }

  /** Starts a block whose code stands in front of what is in `block`; gives the block in which that is now. */
  startBefore(block: number): number {
    const moved = this.#blocks.push(this.#blocks[block]!) - 1;
    this.#blocks[block] = newBlock();
    this.start(block);
    return moved;
  }

  /** Starts a block by which `from` go to `to` instead of at once; it is to end by going there. */
  insert(from: readonly number[], to: number): number {
    const inserted = this.reserve();
    const redirect = (target: number): number => (target === to ? inserted : target);
    for (const node of from) {
      const block = this.#blocks[node]!;
      const { exit } = block;
      if (exit?.kind === "jump") block.exit = { kind: "jump", to: redirect(exit.to) };
      if (exit?.kind !== "branch") continue;
      const otherwise = redirect(exit.otherwise);
      // biome-ignore lint/suspicious/noThenProperty: a terminator is no promise
      block.exit = { ...exit, then: redirect(exit.then), otherwise };
    }
    this.start(inserted);
    return inserted;
  }

  /** The block has left the function. */
  end(): void {
    this.#end({ kind: "end" });
  }

  #end(exit: Terminator): void {
    if (this.#current === undefined) return;
    this.#current.exit = exit;
    this.#current = undefined;
  }

  /** The instructions in Wasm's nested form; `state` is a local that is free. */
  structured(state: number): NestedCode {
    const none: Terminator = { kind: "end" };
    const blocks: CodeBlock[] = this.#blocks.map(({ code, lines, exit }) => ({
      code: code.bytes,
      lines,
      end: exit ?? none,
    }));
    return structure(blocks, state);
  }
}
