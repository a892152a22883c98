/** Names of what the query cache holds; one place, so that a mutation and a socket event hit what a page shows. */
export const keys = {
  session: ['session'],
  systemStatus: ['systemStatus'],
  tradingPermissions: ['tradingPermissions'],
  components: ['components'],
  recovery: ['recovery'],
  transitions: ['transitions'],
  requests: ['requests'],
  clients: ['clients'],
  sinks: ['sinks'],
  emergency: ['emergency'],
  pending: ['pending'],
  approval: ['approval'],
  history: ['history'],
  quotes: ['quotes'],
  approvalConfig: ['approval-config'],
  tradingConfig: ['trading-config'],
  lockouts: ['lockouts'],
  equity: ['equity'],
  trades: ['trades'],
  positions: ['positions'],
  commands: ['commands'],
  strategies: ['strategies'],
  models: ['models'],
  journal: ['journal'],
} as const satisfies Record<string, readonly string[]>;

export type CacheKey = (typeof keys)[keyof typeof keys];
