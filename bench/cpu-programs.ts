/** Loops of machine code, for processors. */
export interface CodeProgram {
  readonly name: string;
  /** r0 counts rounds down; r4 is the address of data. `bx lr` ends it. */
  readonly source: string;
  /** Only what a Cortex-M0+ has too. */
  readonly small: boolean;
}

export const codePrograms: readonly CodeProgram[] = [
  {
    name: "ALU and branch",
    small: true,
    source: `loop: adds r1, r1, r2\neors r1, r0\nlsls r3, r1, #3\nadds r3, r3, r1\nlsrs r1, r3, #1
      orrs r3, r2\nsubs r0, #1\nbne loop\nbx lr`,
  },
  {
    name: "load and store",
    small: true,
    source: `loop: ldr r1, [r4, #4]\nldrb r3, [r4, #9]\nadds r1, r1, r3\nstr r1, [r4, #8]\nldrh r3, [r4, #2]
      strb r3, [r4, #12]\nstr r1, [r4, #16]\nldr r3, [r4, #20]\nsubs r0, #1\nbne loop\nbx lr`,
  },
  {
    name: "branches",
    small: true,
    source: `loop: movs r1, #7\nands r1, r0\ncmp r1, #3\nbgt over\nadds r2, #1\nover: lsls r3, r1, #31\nbeq even
      adds r5, r5, r1\neven: subs r0, #1\nbne loop\nbx lr`,
  },
  {
    name: "calls and stack",
    small: true,
    source: `mov r6, lr\nloop: bl leaf\nsubs r0, #1\nbne loop\nbx r6
      leaf: push {r4, r5, lr}\nmovs r5, #1\nadds r4, r4, r5\npop {r4, r5, pc}`,
  },
  {
    name: "multiply and divide",
    small: false,
    source: `movs r2, #7\nloop: udiv r1, r0, r2\nmls r3, r1, r2, r0\numull r4, r5, r0, r3\nsmlabb r5, r1, r3, r5
      ubfx r1, r5, #3, #7\nsubs r0, #1\nbne loop\nbx lr`,
  },
  {
    name: "floating point",
    small: false,
    source: `vmov.f32 s0, #1.0\nvmov.f32 s1, #0.5\nvdiv.f32 s2, s0, s1\nloop: vadd.f32 s2, s2, s0\nvmul.f32 s3, s2, s1
      vsub.f32 s2, s3, s0\nvfma.f32 s2, s3, s1\nsubs r0, #1\nbne loop\nbx lr`,
  },
];
