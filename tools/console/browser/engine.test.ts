import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './chromium';
import { System, type TokenName } from './engine';
import { NARROW, WIDE, type Look } from './stage';

const SCREENS = fileURLToPath(new URL('../target/screens/', import.meta.url));
const PATIENCE = { timeout: 90_000 };

const system = new System();
let browser: Browser;
let alice: Page;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  [browser] = await Promise.all([launch(), system.start()]);
  alice = await signIn('alice');
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await system.stop();
});

async function context(look: Look): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: look.width, height: look.height }, colorScheme: look.scheme });
  made.setDefaultTimeout(PATIENCE.timeout);
  return made;
}

/** Opens the app with a token in the fragment, as `sluice demo --serve` prints it. */
async function signIn(name: TokenName, look: Look = WIDE): Promise<Page> {
  const page = await (await context(look)).newPage();
  await page.goto(`${system.url}/#/token=${system.token(name)}`);
  await page.getByRole('region', { name: 'Instance' }).waitFor();
  return page;
}

const go = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
const shoot = (page: Page, name: string) => page.screenshot({ path: join(SCREENS, `engine-${name}.png`) });
const dialog = (page: Page) => page.getByRole('dialog').last();
const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'DEFCON 1' });

/** Gives the token again where the server asks for it; good for some minutes then. */
async function confirmToken(page: Page, name: TokenName): Promise<void> {
  const again = page.getByRole('dialog', { name: 'Is it you?' });
  const done = page.getByText(/Waits for a second operator|is confirmed/);
  await again.or(done).first().waitFor();
  if (await again.isVisible()) {
    await again.getByLabel('Token').fill(system.token(name));
    await again.getByRole('button', { name: 'Confirm' }).click();
  }
}

/** A second operator confirms what waits. */
async function confirmAsBob(command: string): Promise<void> {
  const bob = await signIn('bob');
  const item = bob.getByRole('listitem').filter({ hasText: command }).first();
  await item.getByRole('button', { name: /^Confirm request/ }).click();
  await shoot(bob, `confirm-${command}`);
  await dialog(bob).getByRole('button', { name: 'Confirm' }).click();
  await confirmToken(bob, 'bob');
  await bob.getByText(/is confirmed, and its command ran/).waitFor();
  await bob.context().close();
}

describe('the console of a real engine', () => {
  it('should take the token out of the address and hear of the engine live', async () => {
    expect(alice.url()).toBe(`${system.url}/`);
    await alice.getByText('Live', { exact: true }).waitFor();
    await alice.getByText('LIVE', { exact: true }).waitFor();
    await alice.getByText('open: Allowed').waitFor();
    await shoot(alice, 'live');
  });

  it('should turn red when a breaker trips, and calm again when it has recovered', async () => {
    const event = { source: 'risk', severity: 'critical', reason_code: 'risk.timeout' };
    expect((await system.ask('monitor', 'POST', '/api/events', { ...event, event_type: 'fail_crit' })).status).toBe(200);
    await banner(alice).filter({ hasText: 'Circuit breaker open' }).filter({ hasText: 'risk has tripped' }).waitFor();
    await alice.getByText('open: Blocked').waitFor();
    await shoot(alice, 'breaker');
    await system.ask('monitor', 'POST', '/api/events', {
      event_type: 'recovered',
      source: 'risk',
      severity: 'info',
    });
    await banner(alice).waitFor({ state: 'detached' });
    await system.untilMode('normal');
  });

  it('should still show a request after the engine was killed and started again', async () => {
    const trade = await system.order('0.25');
    await go(alice, 'Trading');
    await alice.getByText(`trade ${trade}`).waitFor();
    await expect.poll(() => alice.title(), PATIENCE).toContain('(1)');
    await system.killEngine();
    await alice.getByText(/Engine lost since/).waitFor();
    await shoot(alice, 'engine-lost');
    await system.startEngine();
    await alice.getByText(/Engine lost since/).waitFor({ state: 'detached' });
    await alice.reload();
    await alice.getByText(`trade ${trade}`).waitFor();
    await system.untilMode('normal');
    await shoot(alice, 'still-pending');
  });

  it('should be used from the login to the approval by the keyboard alone', async () => {
    const page = await (await context(WIDE)).newPage();
    await page.goto(system.url);
    await page.getByLabel('Token').waitFor();
    await page.keyboard.type(system.token('alice'));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Instance' }).waitFor();
    await tabTo(page, /^Trading/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Approve BUY 0.25/ }).waitFor();
    await tabTo(page, /^Approve BUY 0.25/);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await tabTo(page, /^Approve$/);
    await page.keyboard.press('Enter');
    await page.getByText(/^Trade \d+ is approved/).waitFor();
    await page.getByText('Nothing waits for you.').waitFor();
    await shoot(page, 'approved');
    await page.context().close();
  });

  it('should reject with a reason', async () => {
    const trade = await system.order('0.3');
    await alice.getByRole('button', { name: `Reject BUY 0.3 BTCUSD, trade ${trade}` }).click();
    await dialog(alice).getByLabel('Reason').fill('Not before the news');
    await dialog(alice).getByRole('button', { name: 'Reject' }).click();
    await alice.getByRole('row').filter({ hasText: 'Not before the news' }).waitFor();
  });

  it('should lock a symbol out, and let it go when two operators want it', async () => {
    await alice.getByLabel('Ticker').fill('ethusd');
    await alice.getByLabel('Reason', { exact: true }).fill('Earnings');
    await alice.getByRole('button', { name: 'Lock out' }).click();
    await alice.getByRole('button', { name: 'Remove the lockout of ETHUSD: Earnings' }).click();
    await shoot(alice, 'lockout');
    await dialog(alice).getByRole('button', { name: 'Remove' }).click();
    await confirmToken(alice, 'alice');
    await alice.getByText(/Waits for a second operator as request/).waitFor();
    await confirmAsBob('LockoutDelete');
    await alice.getByText('No symbol is locked.').waitFor();
  });

  it('should change who approves paper orders when two operators want it', async () => {
    await alice.getByRole('switch', { name: 'Require approval for paper orders' }).click();
    await dialog(alice).getByRole('button', { name: 'Change' }).click();
    await confirmToken(alice, 'alice');
    await confirmAsBob('PolicyUpdate');
    await alice.getByRole('switch', { name: 'Auto-approve paper orders' }).waitFor();
  });

  it('should force a mode and end it', async () => {
    await go(alice, 'System');
    await alice.getByLabel('Force Mode').selectOption('Safe Mode');
    await alice.getByLabel('Reason').fill('Watching the venue');
    await alice.getByRole('button', { name: 'Force Override' }).click();
    await alice.getByText(/Override Active/).first().waitFor();
    await alice.getByText('open: Blocked').waitFor();
    await shoot(alice, 'forced');
    await alice.getByRole('button', { name: 'End override' }).click();
    await confirmToken(alice, 'alice');
    await confirmAsBob('ReleaseOverride');
    await alice.getByText('open: Allowed').waitFor();
  });

  it('should keep a session from what its role may not do', async () => {
    const tim = await signIn('tim', NARROW);
    expect(await tim.getByRole('button', { name: 'Start recovery' }).isDisabled()).toBe(true);
    expect(await tim.getByRole('button', { name: 'Emergency stop' }).isEnabled()).toBe(true);
    const status = await tim.evaluate(async () => {
      const response = await fetch('/api/degradation/force', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({ mode: 'normal', ttl_seconds: 60, reason: 'no' }),
      });
      return response.status;
    });
    expect(status).toBe(403);
    await shoot(tim, 'tightener');
    await tim.context().close();
  });

  it('should open the request of a link on a phone, to read, without the rest of the app', async () => {
    await system.ask('alice', 'PUT', '/api/admin/trading/approval-config', { auto_approve_paper: false });
    const trade = await system.order('0.2');
    const { body } = await system.ask('alice', 'POST', `/api/hitl/${trade}/link`, {});
    const page = await (await context(NARROW)).newPage();
    await page.goto(String(body['url']));
    await page.getByRole('button').first().click();
    await page.getByText(`trade ${trade}`).waitFor();
    await page.getByText('Sign in to decide it').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await shoot(page, 'link');
    await page.context().close();
  });

  it('should show how a request expires', async () => {
    await go(alice, 'Trading');
    await alice.getByRole('button', { name: 'Change limits' }).click();
    await dialog(alice).getByLabel('Timeout (seconds)').fill('3');
    await dialog(alice).getByRole('button', { name: 'Save' }).click();
    await alice.getByText('The policy is saved').or(alice.getByText(/Waits for a second/)).first().waitFor();
    const trade = await system.order('0.4');
    await alice.getByRole('row').filter({ hasText: String(trade) }).filter({ hasText: 'HITL_TIMEOUT' }).waitFor();
    await shoot(alice, 'expired');
  });

  it('should stop everything after the word, and be calm again after the reset of two operators', async () => {
    await go(alice, 'System');
    await alice.getByRole('button', { name: 'Emergency stop' }).click();
    await dialog(alice).getByLabel('Reason').fill('A drill');
    await dialog(alice).getByLabel('Type STOP to go on').fill('STOP');
    await dialog(alice).getByRole('button', { name: 'Stop everything' }).click();
    await banner(alice).filter({ hasText: 'Emergency stop' }).waitFor();
    await shoot(alice, 'emergency');
    await alice.getByRole('button', { name: 'Reset emergency' }).click();
    await dialog(alice).getByLabel('Reason').fill('The drill is over');
    await dialog(alice).getByLabel('Type RESET to go on').fill('RESET');
    await dialog(alice).getByLabel('Accept positions').check();
    await dialog(alice).getByRole('button', { name: 'Reset' }).click();
    await confirmToken(alice, 'alice');
    await confirmAsBob('EmergencyReset');
    await banner(alice).waitFor({ state: 'detached' });
    await system.untilMode('normal');
  });

  it('should show the emergency in the journal, each record with a link', async () => {
    await go(alice, 'Journal');
    await alice.getByRole('row').filter({ hasText: 'system.emergency.triggered' }).getByRole('link').first().click();
    await alice.getByRole('region', { name: /^Record \d+/ }).getByText('A drill').first().waitFor();
    await shoot(alice, 'journal');
  });

  it('should sign out, and know nobody after that', async () => {
    await alice.getByRole('button', { name: 'Sign out' }).click();
    await alice.getByLabel('Token').waitFor();
    expect(await alice.evaluate(async () => (await fetch('/api/session')).status)).toBe(401);
  });
});

/** Presses Tab until the focus is on what bears the name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused)) {
      return;
    }
  }
  throw new Error(`The keyboard does not reach ${name}`);
}
