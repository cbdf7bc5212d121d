export async function record(_: string, __: object): Promise<number> { return 0; }
