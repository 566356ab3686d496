import { widthOf } from './text.ts';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
/** Synchronized output: terminals that know it show a frame at once, others ignore it. */
const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';

/** A few lines at the bottom of a terminal that are redrawn in place, each frame in one write. */
export class LiveBlock {
  readonly #stream: NodeJS.WriteStream;
  #lines: readonly string[] = [];

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get columns(): number {
    return this.#stream.columns || 80;
  }

  draw(lines: readonly string[]): void {
    if (lines.join('\n') === this.#lines.join('\n')) return;
    this.#stream.write(`${BEGIN}${HIDE_CURSOR}${this.#home()}${this.#body(lines)}${END}`);
    this.#lines = lines;
  }

  /** Replaces the block with lines that stay. */
  finish(lines: readonly string[]): void {
    if (this.#lines.length === 0 && lines.length === 0) return;
    const text = lines.length === 0 ? '\u001b[J' : `${this.#body(lines)}\n`;
    this.#stream.write(`${BEGIN}${this.#home()}${text}${SHOW_CURSOR}${END}`);
    this.#lines = [];
  }

  // A line longer than the terminal takes several rows, and a resize changes how many.
  #home(): string {
    if (this.#lines.length === 0) return '';
    const rows = this.#lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / this.columns)),
      0,
    );
    return rows > 1 ? `\r\u001b[${rows - 1}A` : '\r';
  }

  // Behind a line that fills its row, erasing to the end of the row would take the last character.
  #body(lines: readonly string[]): string {
    const rows = lines.map((line) => {
      const width = widthOf(line);
      return width > 0 && width % this.columns === 0 ? line : `${line}\u001b[K`;
    });
    return `${rows.join('\n')}\u001b[J`;
  }
}
