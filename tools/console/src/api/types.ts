import type { components } from './schema';

/** What the API says, by the names of its description; `schema.ts` is made from that (`npm run types`). */
type Schemas = components['schemas'];

export type SystemModeValue = Schemas['SystemModeValue'];
export type SystemLevelValue = Schemas['SystemLevelValue'];
export type RecoveryStageValue = Schemas['RecoveryStageValue'];
export type ActionValue = Schemas['ActionValue'];
export type TradingModeValue = Schemas['TradingModeValue'];
export type TradeStateValue = Schemas['TradeStateValue'];
export type SystemStatusValue = Schemas['SystemStatusValue'];
export type RoleValue = Schemas['TokenRole'];

export type Instance = Schemas['Instance'];
export type Session = Schemas['Session'];
export type ModeTransition = Schemas['ModeTransition'];
export type SystemStatus = Schemas['SystemStatus'];
export type TradingPermissions = Schemas['TradingPermissions'];
export type Component = Schemas['Component'];
export type Recovery = Schemas['Recovery'];
export type RecoveryStarted = Schemas['RecoveryStarted'];
export type ForceOverrideRequest = Schemas['ForceOverrideRequest'];
export type ForceOverrideResponse = Schemas['ForceOverrideResponse'];
export type CommandAnswer = Schemas['CommandAnswer'];
export type CommandWaiting = Schemas['CommandWaiting'];
export type Approval = Schemas['Approval'];
export type ApprovalDecided = Schemas['ApprovalDecided'];
export type ApprovalConfig = Schemas['ApprovalConfig'];
export type ApprovalConfigUpdate = Schemas['ApprovalConfigUpdate'];
export type TradingConfig = Schemas['TradingConfig'];
export type TradingConfigUpdate = Schemas['TradingConfigUpdate'];
export type ConfigValue = Schemas['ConfigValue'];
export type Lockout = Schemas['Lockout'];
export type LockoutRequest = Schemas['LockoutRequest'];
export type LockoutChange = Schemas['LockoutChange'];
export type Emergency = Schemas['Emergency'];
export type Guardian = Schemas['Guardian'];
export type Trade = Schemas['Trade'];
export type Position = Schemas['Position'];
export type Quote = Schemas['Quote'];
export type Command = Schemas['Command'];
export type Strategy = Schemas['Strategy'];
export type Model = Schemas['Model'];
export type Client = Schemas['Client'];
export type Sink = Schemas['Sink'];
export type EquityPoint = Schemas['EquityPoint'];

/** A command that waits for a second operator, or that waited; its input as it would run. */
export type WaitingRequest = Omit<Schemas['Request'], 'input'> & {
  readonly input: Readonly<Record<string, unknown>> | null;
};

/** A line of the journal, as `tail --json` writes it: keys in camelCase, by type. */
export interface JournalLine {
  readonly kind: 'input' | 'outcome';
  readonly seq: number;
  readonly time: string;
  readonly wallTime?: string;
  readonly type: string;
  readonly event?: string;
  readonly severity?: Schemas['SeverityValue'];
  readonly correlationId?: string;
  readonly actor?: string;
  readonly origin?: string;
  readonly message?: string;
  readonly [key: string]: unknown;
}
