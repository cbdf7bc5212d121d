/** The lines of two texts: `-` only in the first, `+` only in the second, ` ` in both. */
export function lineDiff(before: string, after: string): string[] {
  const [one, other] = [before, after].map((text) => text.replace(/\n$/, '').split('\n')) as [
    string[],
    string[],
  ];
  // How long the longest common sequence of the rests is.
  const common = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      common[i]![j] =
        one[i] === other[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && one[i] === other[j]) {
      lines.push(` ${one[i++]}`);
      j++;
    } else if (i < one.length && (j === other.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push(`-${one[i++]}`);
    } else {
      lines.push(`+${other[j++]}`);
    }
  }
  return lines;
}
