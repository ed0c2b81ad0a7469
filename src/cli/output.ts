/** Prints a text on standard output. Returns false once nobody reads it any more, as after `| head`. */
export async function print(text: string): Promise<boolean> {
  if (!process.stdout.writable) return false;
  return await new Promise((resolve) =>
    process.stdout.write(text, (error) => resolve(!(error instanceof Error))),
  );
}

/** Lets a closed standard output end what is printed quietly; any other fault of it is still an exception. */
export function allowClosedOutput(): void {
  process.stdout.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
}
