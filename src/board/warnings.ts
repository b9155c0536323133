/** Tells what a program does that the model does not know or the chip would not do: each thing once. */
export class Warnings {
  /** What was told, in order. */
  readonly texts: string[] = [];
  private readonly told = new Set<string>();

  constructor(private readonly show: (text: string) => void = () => {}) {}

  warn(text: string): void {
    if (this.told.has(text)) return;
    this.told.add(text);
    this.texts.push(text);
    this.show(text);
  }
}
