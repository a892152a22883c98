import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The command line; another one is named by the variable SLUICE. */
const COMMAND = (process.env['SLUICE'] ?? fileURLToPath(new URL('../../sluice', import.meta.url))).split(' ');

/** Health limits so wide that a busy machine breaks none of them, and short pauses. */
const SETTINGS: Readonly<Record<string, string>> = {
  'hitl.allowed-operators': 'alice,bob',
  'hitl.auto-approve-paper': 'false',
  'operators.four-eyes': 'true',
  'pipeline.wait-strategy': 'park',
  'pipeline.warm-up': '0s',
  'health.broker-timeout': '10 min',
  'health.market-data-stale': '10 min',
  'health.quote-stale': '10 min',
  'health.risk-timeout': '1 min',
  'health.component-ttl': '10 min',
  'recovery.stable': '1 s',
  'recovery.min-safe-mode': '1 s',
  'door.silence': '2 min',
};

/** Who may what; each is the name of a token. */
const TOKENS = {
  alice: ['--role', 'operator', '--operator', 'alice'],
  bob: ['--role', 'operator', '--operator', 'bob'],
  tim: ['--role', 'tightener', '--operator', 'bob'],
  monitor: ['--role', 'monitor'],
  strategy: ['--role', 'strategy', '--strategy', '7'],
} as const;
export type TokenName = keyof typeof TOKENS;

/** A real engine with a paper broker and `serve`, each a process of its own. */
export class System {
  readonly folder = mkdtempSync(join(tmpdir(), 'sluice-console-'));
  private readonly children = new Map<string, ChildProcess>();
  private readonly tokens = new Map<string, string>();
  private port = 0;
  private intents = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.port = await freePort();
    await this.startEngine();
    this.spawn('paper', '--symbol', 'BTCUSD=64000', '--symbol', 'ETHUSD=3000');
    this.spawn('serve', `--set=sluice.http.bind=127.0.0.1:${this.port}`);
    await until('serve answers', async () => (await fetch(`${this.url}/health`)).ok, () => this.log('serve'));
    for (const [name, words] of Object.entries(TOKENS)) {
      const { stdout } = await run(COMMAND[0] ?? '', [...COMMAND.slice(1), 'token', 'create', ...this.common(), '--name', name, ...words]);
      this.tokens.set(name, stdout.trim().split('\n').at(-1) ?? '');
    }
    await this.untilMode('normal');
  }

  async startEngine(): Promise<void> {
    this.spawn('run');
    await until('the engine attaches', async () => this.log('run').includes('attach at'), () => this.log('run'));
  }

  /** kill -9. */
  async killEngine(): Promise<void> {
    const child = this.children.get('run');
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    kill(child);
    await gone;
  }

  token(name: TokenName): string {
    return this.tokens.get(name) ?? '';
  }

  /** Asks the API with a token. */
  async ask(name: TokenName, method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token(name)}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** An order of the strategy that a person must decide; its trade. */
  async order(quantity: string, symbol = 'BTCUSD'): Promise<number> {
    this.intents += 1;
    const { body } = await this.ask('strategy', 'POST', '/api/intents', {
      strategy_id: 7,
      intent_id: this.intents,
      action: 'open',
      trading_mode: 'paper',
      symbol,
      side: 'BUY',
      quantity,
      price: '0',
      reasoning: 'A test of the console.',
    });
    if (body['verdict'] !== 'HOLD') {
      throw new Error(`not held: ${JSON.stringify(body)}`);
    }
    return body['trade_id'] as number;
  }

  async untilMode(mode: string): Promise<void> {
    await until(
      `mode ${mode}`,
      async () => (await this.ask('alice', 'GET', '/api/degradation/status')).body['mode'] === mode,
      () => this.log('run'),
    );
  }

  async stop(): Promise<void> {
    this.children.forEach(kill);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  log(name: string): string {
    const file = join(this.folder, `${name}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  private common(): readonly string[] {
    const settings = Object.entries(SETTINGS).map(([key, value]) => `--set=sluice.${key}=${value}`);
    return [`--dir=${join(this.folder, 'data')}`, ...settings];
  }

  private spawn(command: string, ...words: string[]): void {
    const out = openSync(join(this.folder, `${command}.log`), 'w');
    const child = spawn(COMMAND[0] ?? '', [...COMMAND.slice(1), command, ...this.common(), ...words], {
      stdio: ['ignore', out, out],
      detached: true,
    });
    this.children.set(command, child);
  }
}

/** The launcher and the Java that it started: they are a group of processes. */
function kill(child: ChildProcess | undefined): void {
  if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, 'SIGKILL');
  }
}

/** Waits for what must come, patiently: the machine may be busy. */
export async function until(what: string, check: () => Promise<boolean>, context = () => ''): Promise<void> {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    if (await check().catch(() => false)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Never came: ${what}\n${context().slice(-3_000)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
