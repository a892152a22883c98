/** What `/ws` sends: an event of a channel, or its whole state. */
export interface LiveEvent {
  readonly channel: string;
  readonly event: string;
  readonly seq: number;
  readonly time: string;
  readonly data: unknown;
  /** The events between were too many to send: what the page holds is void. */
  readonly gap?: boolean;
}

export interface LiveListener {
  onOpen(): void;
  onEvent(event: LiveEvent): void;
  onClose(): void;
}

export const CHANNELS = [
  'system_status',
  'hitl',
  'policy',
  'lockouts',
  'requests',
  'commands',
  'models',
  'clients',
  'risk',
  'positions',
  'trades',
] as const;
export type Channel = (typeof CHANNELS)[number];

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** A socket that opens again by itself, with growing waits, and asks for what it missed. */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private last = 0;
  private ended = false;

  constructor(
    private readonly url: string,
    private readonly listener: LiveListener,
    private readonly open: (url: string) => WebSocket = (address) => new WebSocket(address),
  ) {}

  start(): void {
    const socket = this.open(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      const since = this.last > 0 ? { since: this.last } : {};
      socket.send(JSON.stringify({ subscribe: CHANNELS, ...since }));
      this.listener.onOpen();
    };
    socket.onmessage = (message: MessageEvent<unknown>) => this.hear(message.data);
    socket.onclose = () => this.again();
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private hear(text: unknown): void {
    if (typeof text !== 'string') {
      return;
    }
    const event = JSON.parse(text) as LiveEvent;
    if (typeof event.channel === 'string') {
      this.last = Math.max(this.last, event.seq);
      this.listener.onEvent(event);
    }
  }

  private again(): void {
    this.socket = null;
    if (this.ended) {
      return;
    }
    this.listener.onClose();
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => this.start(), longest * (0.5 + Math.random() / 2));
  }
}
