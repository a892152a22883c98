import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App';
import { CHANNELS } from '../live/socket';
import { alarmed, approval, at, busy, linkSession, recovering } from '../test/fixtures';
import { show } from '../test/render';
import { Fault } from '../ui/Fault';
import { failing, listen, playing, server, socket, waiting } from '../test/server';
import { JournalPage } from './journal/JournalPage';
import { RiskPage } from './risk/RiskPage';
import { ControlsCard } from './system/ControlsCard';
import { SystemPage } from './system/SystemPage';
import { LockoutsCard } from './trading/LockoutsCard';
import { TradingPage } from './trading/TradingPage';

describe('System', () => {
  it('should say that it loads, then mode, stage and override', async () => {
    server.use(playing(recovering));
    show(<SystemPage />);
    expect(screen.getByText('Loading system status...')).toBeTruthy();
    expect(await screen.findByText('(verify_risk)')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'System Status' })).toBeTruthy();
    expect(screen.getByText(/Override Active/)).toBeTruthy();
  });

  it('should say of each action whether it is allowed, and why not', async () => {
    server.use(playing(alarmed));
    show(<SystemPage />);
    expect(await screen.findByText('open: Blocked')).toBeTruthy();
    expect(screen.getByText('query: Allowed')).toBeTruthy();
    expect(screen.getAllByText('HALT: All operations suspended, manual intervention required')).toHaveLength(5);
  });

  it('should want a reason before it forces a mode', async () => {
    const seen = listen();
    const { user } = show(<ControlsCard />);
    await user.click(screen.getByRole('button', { name: 'Force Override' }));
    expect(screen.getByText('Please provide a reason')).toBeTruthy();
    expect(seen).toHaveLength(0);
    await user.selectOptions(screen.getByLabelText('Force Mode'), 'Safe Mode (Disconnected)');
    await user.type(screen.getByPlaceholderText('Reason for override...'), 'venue is down');
    await user.click(screen.getByRole('button', { name: 'Force Override' }));
    await waitFor(() =>
      expect(seen[0]?.body).toEqual({ mode: 'safe_mode_disconnected', ttl_seconds: 300, reason: 'venue is down' }),
    );
  });

  it('should refuse a time outside the limits', async () => {
    const { user } = show(<ControlsCard />);
    const ttl = screen.getByLabelText('TTL (seconds)');
    fireEvent.change(ttl, { target: { value: '30' } });
    await user.click(screen.getByRole('button', { name: 'Force Override' }));
    expect(screen.getByText('From 60 to 3600')).toBeTruthy();
  });

  it('should say that a command waits for a second operator', async () => {
    server.use(http.post('*/api/degradation/force', () => HttpResponse.json(waiting, { status: 202 })));
    const { user } = show(<ControlsCard />);
    await user.type(screen.getByLabelText('Reason'), 'calm');
    await user.click(screen.getByRole('button', { name: 'Force Override' }));
    expect(await screen.findByText('Waits for a second operator as request 77')).toBeTruthy();
  });

  it('should stop everything only after the word', async () => {
    const seen = listen();
    const { user } = show(<ControlsCard />);
    await user.click(screen.getByRole('button', { name: 'Emergency stop' }));
    const dialog = within(screen.getByRole('dialog'));
    await user.type(dialog.getByLabelText('Reason'), 'fire');
    await user.type(dialog.getByLabelText('Type STOP to go on'), 'stip');
    await user.click(dialog.getByRole('button', { name: 'Stop everything' }));
    expect(dialog.getByText('Please type STOP')).toBeTruthy();
    expect(seen).toHaveLength(0);
    fireEvent.change(dialog.getByLabelText('Type STOP to go on'), { target: { value: 'stop' } });
    await user.click(dialog.getByRole('button', { name: 'Stop everything' }));
    await waitFor(() => expect(seen[0]?.path).toBe('/api/emergency/stop'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it("should show another operator's command whole before it is confirmed", async () => {
    const seen = listen();
    const { user } = show(<SystemPage />);
    await user.click(await screen.findByRole('button', { name: 'Confirm request 3989504' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('New risk and new requests are allowed again')).toBeTruthy();
    expect(dialog.getByText('operatorId')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(seen[0]?.path).toBe('/api/requests/3989504/confirm'));
  });
});

describe('what a session may not', () => {
  it('should leave a tightener what tightens', async () => {
    show(<ControlsCard />, 'tightener');
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Emergency stop' })).disabled).toBe(false);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Start recovery' }).disabled).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Force Override' }).disabled).toBe(true);
  });

  it('should leave a viewer nothing to press', async () => {
    show(<TradingPage />, 'viewer');
    const approve = await screen.findAllByRole<HTMLButtonElement>('button', { name: /^(Approve|Reject) / });
    expect(approve).toHaveLength(6);
    expect(approve.every(({ disabled }) => disabled)).toBe(true);
  });
});

describe('Trading', () => {
  it('should show requests by their end and send the hash of what was seen', async () => {
    const seen = listen();
    const { user } = show(<TradingPage />);
    const approve = await screen.findAllByRole('button', { name: /^Approve / });
    expect(approve.map((button) => button.getAttribute('aria-label'))).toEqual([
      'Approve BUY 0.5 BTCUSD, trade 38420480',
      'Approve SELL 4 ETHUSD, trade 38502400',
      'Approve BUY 120 SOLUSD, trade 38510592',
    ]);
    expect(screen.queryByRole('button', { name: /approve all/i })).toBeNull();
    await user.click(approve[0] as HTMLElement);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(seen[0]).toMatchObject({ path: '/api/hitl/38420480/approve', body: { row_hash: busy.pending[0]?.row_hash } }));
  });

  it('should keep the dialog open with what was refused', async () => {
    server.use(http.post('*/api/hitl/*/approve', () => failing(409, 'SEC-050', 'The price moved by 0.72 %')));
    const { user } = show(<TradingPage />);
    await user.click((await screen.findAllByRole('button', { name: /^Approve / }))[0] as HTMLElement);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Approve' }));
    expect(await within(screen.getByRole('dialog')).findByText('The price moved by 0.72 % (SEC-050)')).toBeTruthy();
  });

  it('should want a reason to reject', async () => {
    const seen = listen();
    const { user } = show(<TradingPage />);
    await user.click((await screen.findAllByRole('button', { name: /^Reject / }))[0] as HTMLElement);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reject' }));
    expect(screen.getByText('Please provide a reason')).toBeTruthy();
    expect(seen).toHaveLength(0);
  });

  it('should ask before it changes who approves paper orders', async () => {
    const seen = listen();
    const { user } = show(<TradingPage />);
    await user.click(await screen.findByRole('switch', { name: 'Auto-approve paper orders' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Require approval for paper orders' }));
    expect(seen).toHaveLength(0);
    await user.click(dialog.getByRole('button', { name: 'Change' }));
    await waitFor(() => expect(seen[0]?.body).toEqual({ auto_approve_paper: false }));
  });

  it('should write a ticker in capitals and clear the form when the lockout stands', async () => {
    const seen = listen();
    const { user } = show(<LockoutsCard />);
    const ticker = screen.getByLabelText<HTMLInputElement>('Ticker');
    await user.type(ticker, 'tsla');
    expect(ticker.value).toBe('TSLA');
    await user.type(screen.getByLabelText('Reason'), 'earnings');
    await user.click(screen.getByRole('button', { name: 'Lock out' }));
    await waitFor(() => expect(ticker.value).toBe(''));
    expect(seen[0]?.body).toEqual({ ticker: 'TSLA', reason: 'earnings', duration_minutes: 60 });
  });

  it('should keep the form and say why when the lockout is refused', async () => {
    server.use(http.post('*/api/admin/trading/lockouts', () => failing(400, 'MALFORMED', 'ticker is no symbol')));
    const { user } = show(<LockoutsCard />);
    const ticker = screen.getByLabelText<HTMLInputElement>('Ticker');
    await user.type(ticker, '???');
    await user.type(screen.getByLabelText('Reason'), 'earnings');
    await user.click(screen.getByRole('button', { name: 'Lock out' }));
    expect(await screen.findByText('ticker is no symbol (MALFORMED)')).toBeTruthy();
    expect(ticker.value).toBe('???');
  });
});

describe('Risk and Journal', () => {
  it('should show the distance to both limits and the progress of an emergency', async () => {
    server.use(playing({ ...alarmed, equity: [] }));
    show(<RiskPage />);
    expect(await screen.findByText('Still open')).toBeTruthy();
    expect(await screen.findAllByText('reached')).toHaveLength(2);
    expect(screen.getByText('1 of 3')).toBeTruthy();
    expect(screen.getByText('BTCUSD 0.75, SOLUSD 40')).toBeTruthy();
  });

  it('should show what the broker reports beside the book, and where they differ', async () => {
    server.use(playing({ ...busy, equity: [] }));
    show(<RiskPage />);
    const row = within((await screen.findByText('Differs')).closest('tr') as HTMLElement);
    expect(row.getByText('+40')).toBeTruthy();
    expect(row.getByText('+55')).toBeTruthy();
  });

  it('should show one record whole, with a link to all of its correlation id', async () => {
    show(<JournalPage rest={['seq', '4690']} />);
    const card = within(await screen.findByRole('region', { name: 'Record 4690' }));
    expect(await card.findAllByRole('listitem')).toHaveLength(3);
    expect(card.getAllByRole('link', { name: /^c5d405c8/ })[0]?.getAttribute('href')).toMatch(/^#\/journal\/correlation\/c5d405c8/);
  });
});

describe('the whole app', () => {
  it('should say that it broke rather than show an empty page', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Broken = () => {
      throw new Error('no such field');
    };
    show(
      <Fault>
        <Broken />
      </Fault>,
    );
    expect(screen.getByRole('alert').textContent).toBe('no such field');
  });

  it('should ask for a token, say a refusal, and let a good one in', async () => {
    let good = false;
    server.use(
      http.get('*/api/session', () => (good ? HttpResponse.json(busy.session) : failing(401, 'SEC-001', 'No token'))),
      http.post('*/api/session', async ({ request }) => {
        good = ((await request.json()) as { token: string }).token === 'right';
        return good ? HttpResponse.json(busy.session) : failing(401, 'SEC-001', 'This token is unknown');
      }),
    );
    const { user } = show(<App token={null} />);
    await user.type(await screen.findByLabelText('Token'), 'wrong{Enter}');
    expect(await screen.findByText('This token is unknown (SEC-001)')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Token'), { target: { value: 'right' } });
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('alice')).toBeTruthy();
    expect(screen.getByText('/var/lib/sluice', { exact: false })).toBeTruthy();
  });

  it('should sign in with the token of the address', async () => {
    server.use(http.post('*/api/session', () => HttpResponse.json(busy.session)));
    const seen = listen();
    show(<App token="from-the-fragment" />);
    expect(await screen.findByText('alice')).toBeTruthy();
    expect(seen[0]).toMatchObject({ path: '/api/session', body: { token: 'from-the-fragment' } });
  });

  it('should raise the banner in an emergency and count what waits in title and icon', async () => {
    document.head.innerHTML = '<link id="icon" href="./icon-0.svg">';
    show(<App token={null} />);
    await waitFor(() => expect(document.title).toBe('(3) Sluice · LIVE trade-1'));
    expect(document.querySelector('#icon')?.getAttribute('href')).toBe('./icon-3.svg');
    expect(screen.queryByText(/DEFCON 1/)).toBeNull();
  });

  it('should say why over the whole app, and turn the icon', async () => {
    document.head.innerHTML = '<link id="icon" href="./icon-0.svg">';
    server.use(playing(alarmed));
    show(<App token={null} />);
    expect((await screen.findByText('DEFCON 1: Emergency stop')).closest('[role=alert]')?.textContent).toContain('DD BREACH: -10.4%');
    expect(document.querySelector('#icon')?.getAttribute('href')).toBe('./icon-alarm.svg');
  });

  it('should say since when the engine is lost, and that what it shows is of the past', async () => {
    server.use(playing({ ...busy, status: { ...busy.status, engine: 'lost' } }));
    show(<App token={null} />);
    expect(await screen.findByText(/Engine lost since/)).toBeTruthy();
    expect(screen.getByText(/It may have changed since/)).toBeTruthy();
    const mode = screen.getByRole('region', { name: 'Mode' });
    await waitFor(() => expect(mode.textContent).toContain('was Normal'));
    await waitFor(() => expect(document.title).toContain('lost'));
  });

  it('should show a request as soon as the socket tells of it', async () => {
    const created = approval(99, { symbol: 'ADAUSD', instrument: 'ADAUSD', expires_at: at(1_000), seq: 9_000 });
    server.use(
      socket.addEventListener('connection', ({ client }) => {
        client.addEventListener('message', ({ data }) => {
          expect(JSON.parse(String(data))).toEqual({ subscribe: CHANNELS });
          setTimeout(
            () =>
              client.send(
                JSON.stringify({ channel: 'hitl', event: 'hitl.created', seq: 9_000, time: at(0), data: created }),
              ),
            500,
          );
        });
      }),
    );
    window.location.hash = '#/trading';
    show(<App token={null} />);
    expect(await screen.findByText('Live')).toBeTruthy();
    expect(await screen.findByText('ADAUSD')).toBeTruthy();
    expect(document.title).toContain('(4)');
  });

  it('should show the request of a link to somebody who is not signed in, and nothing else', async () => {
    window.location.hash = '#/approval/38420480';
    server.use(http.get('*/api/session', () => HttpResponse.json(linkSession)));
    show(<App token={null} />);
    expect(await screen.findByText('This link shows the request. Sign in to decide it.')).toBeTruthy();
    expect(screen.getByText('trade 38420480')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Instance' }).textContent).toContain('/var/lib/sluice');
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});
