/** The strongly connected components of a graph that are circles: several nodes, or one that leads to itself. */
export function circlesOf(nodes: readonly string[], next: (node: string) => Iterable<string>): string[][] {
  // Tarjan's algorithm, with a stack of its own: a chain of scenes can be as long as a home has scenes.
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const circles: string[][] = [];

  const enter = (node: string): { node: string; rest: Iterator<string> } => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    onStack.add(node);
    return { node, rest: next(node)[Symbol.iterator]() };
  };

  for (const root of nodes) {
    if (index.has(root)) continue;
    const open = [enter(root)];
    while (open.length > 0) {
      const { node, rest } = open.at(-1)!;
      const step = rest.next();
      if (!step.done) {
        if (!index.has(step.value)) open.push(enter(step.value));
        else if (onStack.has(step.value)) low.set(node, Math.min(low.get(node)!, index.get(step.value)!));
        continue;
      }
      open.pop();
      const above = open.at(-1)?.node;
      if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const circle: string[] = [];
      let member: string;
      do {
        member = stack.pop()!;
        onStack.delete(member);
        circle.unshift(member);
      } while (member !== node);
      if (circle.length > 1 || [...next(node)].includes(node)) circles.push(circle);
    }
  }
  return circles;
}
