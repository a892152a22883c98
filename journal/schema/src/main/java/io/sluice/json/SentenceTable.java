package io.sluice.json;

/** The one table of what a person is told; {@link Sentences} reads it, {@link Template} says how values get in. */
final class SentenceTable {
    /** Type, phase (field=value, - for none), event, severity, sentence. */
    static final String OUTCOMES =
            """
            Decision verdict=ALLOW order.decision info | Allowed[: {action}][ {side}][ {quantity}][ {symbol}]\
            [ at {price}{?price}][, trade {tradeId}][ until {validUntil}][: {@code}{?code}]\
            [ (given before{?repeat})][, not to be acted on any more{!actionable}]
            Decision verdict=HOLD order.decision info | Held: [trade {tradeId}|intent {intentId}|it] waits for a person\
            [: {@code}{?code}][ (given before{?repeat})]
            Decision verdict=REJECT order.decision warning | {@code}[ (given before{?repeat})]
            TradeTransition - trade.transition info | Trade {tradeId}: {from} to {to}: {@reason}[ ({channel})]
            ApprovalCreated - hitl.created info | A person is asked: trade {tradeId}, {action} {side} {quantity} \
            {symbol} at {requestPrice} ({tradingMode}), until {expiresAt}
            ApprovalDecided - hitl.decided info | Trade {tradeId} is {status}[ by {decidedBy}][ ({decisionChannel})]\
            [: {decisionReason}]
            ApprovalExpired - hitl.expired warning | Nobody answered for trade {tradeId} until {expiresAt}: rejected
            ApprovalRestored - hitl.restored info | Still waiting for a person after the start: trade {tradeId}, \
            {action} {side} {quantity} {symbol} at {requestPrice}, until {expiresAt}
            MarketSnapshot - hitl.snapshot info | Market at the approval of trade {tradeId}: {bid} / {ask}, moved \
            {priceDeviationPct}% since the request, answered in {responseLatencyMs} ms
            ModeChanged toMode=normal system.mode info | Mode {fromMode} to {toMode}: {reasonCode} ({source})\
            [, by {operatorId}][, for {overrideTtlSeconds} s][: {detail}]
            ModeChanged toMode=recovering system.mode warning | Mode {fromMode} to {toMode}[ at {stage}]: {reasonCode} \
            ({source})[, by {operatorId}][: {detail}]
            ModeChanged toMode=degraded system.mode warning | Mode {fromMode} to {toMode}: {reasonCode} ({source})\
            [, by {operatorId}][, for {overrideTtlSeconds} s][: {detail}]
            ModeChanged toMode=safe_mode system.mode warning | Mode {fromMode} to {toMode}: {reasonCode} ({source})\
            [, by {operatorId}][, for {overrideTtlSeconds} s][: {detail}]
            ModeChanged toMode=safe_mode_disconnected system.mode critical | Mode {fromMode} to {toMode}: {reasonCode} \
            ({source})[, by {operatorId}][, for {overrideTtlSeconds} s][: {detail}]
            ModeChanged toMode=halt system.mode critical | Mode {fromMode} to {toMode}: {reasonCode} ({source})\
            [, by {operatorId}][, for {overrideTtlSeconds} s][: {detail}]
            RecoveryProgress result=STARTED system.recovery info | Recovery {runId}: {stage} begins, attempt {attempt}
            RecoveryProgress result=PASSED system.recovery info | Recovery {runId}: {stage} passed
            RecoveryProgress result=FAILED system.recovery warning | Recovery {runId}: {stage} failed, attempt {attempt}
            RecoveryProgress result=IGNORED system.recovery warning | Recovery {runId}: a result for {stage} does not \
            fit and is ignored
            RecoveryProgress result=COMPLETED system.recovery info | Recovery {runId} is complete
            RecoveryProgress result=ABANDONED system.recovery warning | Recovery {runId} was given up for a new run
            RecoverySummary - system.restart info | Started: {pending} requests pending ({restored} restored, \
            {expired} expired, {corrupted} corrupted), {commandsReissued} commands sent again, {dropped} records dropped
            ComponentChanged toLevel=healthy system.component info | {source} is healthy again (was {fromLevel})
            ComponentChanged toLevel=unstable system.component warning | {source} is unstable: {consecutiveFailures} \
            failures in a row[: {reasonCode}]
            ComponentChanged toLevel=unknown system.component warning | {source} gives no sign of life (was \
            {fromLevel})[: {reasonCode}]
            ComponentChanged toLevel=tripped system.component critical | {source} has tripped after \
            {consecutiveFailures} failures in a row[: {reasonCode}]
            DrawdownBreach level=SOFT risk.drawdown.soft_breach warning | Drawdown {drawdownPct}% is at the \
            soft limit: equity {equity}, peak {peak}
            DrawdownBreach level=HARD risk.drawdown.hard_breach critical | Drawdown {drawdownPct}% is at the \
            hard limit: equity {equity}, peak {peak}
            DrawdownBreach level=SUSPECT risk.drawdown.suspect warning | Equity {equity} may be a glitch \
            ({drawdownPct}% from peak {peak}): the next one decides
            EmergencyChanged phase=TRIGGERED system.emergency.triggered critical | EMERGENCY STOP[: {reason}]: closing \
            {positionsToClose} positions, cancelling {ordersToCancel} orders
            EmergencyChanged phase=RETRY system.emergency.retry warning | Emergency stop: unanswered commands go out \
            again, attempt {attempt}[: {open}]
            EmergencyChanged phase=COMPLETED system.emergency.completed warning | Emergency stop complete: \
            {positionsClosed} positions closed, {ordersCancelled} orders cancelled[, confirmed by reports{?verified}|, \
            NOT confirmed by reports of positions and orders: look at the broker]; trading stays halted until a reset
            EmergencyChanged phase=UNCONFIRMED system.emergency.unconfirmed critical | Emergency stop NOT confirmed \
            after {attempt} attempts: {positionsClosed} of {positionsToClose} positions closed, {ordersCancelled} of \
            {ordersToCancel} orders cancelled[, still open: {open}]: look at the broker
            EmergencyChanged phase=CLEARED system.emergency.cleared warning | The emergency stop was reset[: {reason}]
            ClosePosition - order.close_position warning | Command {commandId}: close {side} {quantity} {symbol} at \
            market ({tradingMode}), attempt {attempt}
            CancelOrder - order.cancel info | Command {commandId}: cancel[ trade {tradeId}]\
            [ order {orderRef} of the venue] {symbol} ({tradingMode}), attempt {attempt}
            BookAdjusted - book.adjusted warning | Position of {symbol} taken from the broker: {fromQuantity} to \
            {toQuantity}
            BookDiffers phase=DIFFERS book.differs warning | {symbol}: the book holds {bookQuantity}, the broker \
            reports {reportedQuantity}
            BookDiffers phase=AGREES book.agrees info | {symbol}: book and broker agree again on {bookQuantity}
            CashFlowed - account.cash_flow info | Cash flow {flowId}: {amount}[, equity {equity}][, peak {peak}]\
            [, drawdown {drawdownPct}%]
            SymbolWatchChanged watched=true symbol.watch info | {symbol} is back in the freshness rules\
            [, by {operatorId}][: {reason}]
            SymbolWatchChanged watched=false symbol.watch warning | {symbol} is out of the freshness rules: its \
            silence stops nothing, new risk in it is refused[, by {operatorId}][: {reason}]
            StrategyChanged phase=ENABLED strategy.enabled info | Strategy {strategyId} is enabled[ by {operatorId}]\
            [: {reason}]
            StrategyChanged phase=DISABLED strategy.disabled warning | Strategy {strategyId} is disabled\
            [ by {operatorId}][: {reason}][: {@code}{?code}]
            StrategyChanged phase=SILENT strategy.silent warning | Strategy {strategyId} gives no sign of life
            StrategyChanged phase=HEARD strategy.heard info | Strategy {strategyId} is heard again
            ClientSeen phase=ATTACHED client.attached info | Client {clientId}[ {name}] of user {osUser} attached\
            [ as {principal}][ with {?roles}{roles}]
            ClientSeen phase=DETACHED client.detached info | Client {clientId}[ {name}] of user {osUser} went[: {code}]
            PolicyChanged - policy.changed info | Policy {field}: [{oldValue}|nothing] to [{newValue}|nothing] \
            [by {operatorId} ](version {version})
            GuardianChanged locked=true guardian.locked warning | The guardian locked[: {reason}]; {pendingRejected} \
            pending requests rejected
            GuardianChanged locked=false guardian.unlocked info | The guardian unlocked[: {reason}]
            LockoutChanged phase=CREATED lockout.created warning | {symbol} is locked out ({lockoutType})[ for \
            {tradingMode} orders] until {expiresAt}[: {reason}]
            LockoutChanged phase=REMOVED lockout.removed info | Lockout {lockoutId} of {symbol}[ for \
            {tradingMode} orders] was removed
            LockoutChanged phase=EXPIRED lockout.expired info | Lockout {lockoutId} of {symbol}[ for \
            {tradingMode} orders] has ended
            SizingAdjusted reason=RL_FALLBACK_HIGH_VOL sizing.fallback warning | Intent {intentId} sized to {quantity} \
            (x {sizeMultiplier}), leverage {leverage}: {@reason}
            SizingAdjusted reason=* sizing.leverage_capped warning | Intent {intentId}: leverage capped to {leverage}: \
            {@reason}
            ModelChanged promoted=true model.promoted info | Model {modelName} is now {newVersion}[ (was {oldVersion})]
            ModelChanged promoted=false model.acknowledged info | [{consumer}|A consumer] uses model {modelName} \
            {newVersion}
            DeepLinkChanged phase=ISSUED hitl.link.issued info | A link to the request of trade {tradeId} was made
            DeepLinkChanged phase=USED hitl.link.used info | The link to the request of trade {tradeId} was used
            DeepLinkChanged phase=REFUSED hitl.link.refused warning | A link[ to the request of trade {tradeId}] was \
            refused: {@code}
            CommandRequested - command.requested info | {command} by {operatorId} waits as request {requestId} for a \
            second operator until {expiresAt}
            CommandResult code=REQUESTED command.waits info | {command} waits for a second operator
            CommandResult accepted=true command.accepted info | {command} accepted[: {@code}{?code}]\
            [; {standing} still asks for halt: StartRecovery takes it]
            CommandResult accepted=false command.refused warning | {command} refused: {@code}
            SecurityAlert - security.alert critical | {@code}[: trade {tradeId}][, {quantity}][ {symbol}][: {detail}]
            """;

    /** Code, sentence. */
    static final String CODES =
            """
            OK | No objection
            MALFORMED | [{field} is missing or cannot be as it is|A value is missing or cannot be as it is]
            DUPLICATE_INTENT | Intent id[ {intentId}] is not above the highest one and no longer remembered
            INTENT_ID_REUSED | Intent id[ {intentId}] was used before with other content
            INTENT_ID_GAP | Intent id[ {intentId}] is more than 1000000 above the highest one
            TRADING_DISABLED | Trading is disabled[, or limited to less than {tradingMode}]
            STRATEGY_DISABLED | Strategy[ {strategyId}] is disabled until an operator enables it
            EMERGENCY | [{gate} (an emergency stop stands)|An emergency stop stands: reset it first]
            GATE_REFUSED | [{gate}|The mode does not allow it]
            UNKNOWN_TRADE | There is no such trade[: {tradeId}]
            NOT_OWNER | Trade[ {tradeId}] belongs to another strategy
            WRONG_STATE | Trade[ {tradeId}] is not in a state that allows it
            NEW_TRADES_BLOCKED | New trades are blocked by policy
            SEC-020 | The guardian is locked: no new risk
            SYMBOL_LOCKED | Symbol[ {symbol}] is locked out[ by lockout {blockedBy}][ until {blockedUntil}]
            STALE_MODEL | The model version is not the promoted one
            DRAWDOWN_SOFT | Drawdown is at the soft limit: no new risk
            EQUITY_SUSPECT | The last equity may be a glitch: no new risk until it is confirmed
            LEVERAGE_CAP | The leverage is above the hard cap
            SIZE_ZERO | The sized quantity is zero
            LIMIT_ORDER_QTY | The quantity[ {quantity}] is above the limit for an order[ of {symbol}]
            LIMIT_NOTIONAL | The notional is above the limit for an order[ of {symbol}]
            LIMIT_COLLAR | The price[ {price}] is too far from the market[ of {symbol}]
            LIMIT_POSITION | The position[ in {symbol}] would be above its limit
            LIMIT_OPEN_ORDERS | Too many working orders[ in {symbol}]
            LIMIT_RATE | Too many orders in too short a time
            LIMIT_REPEAT | The same order came too often: the strategy is disabled
            LIMIT_DAILY_LOSS | The daily loss limit is reached
            NO_FRESH_QUOTE | There is no fresh quote[ of {symbol}]
            NOT_REDUCING | The order would not reduce the position[ in {symbol}][: {held} is held, {working} of it is \
            being closed by orders that work]
            CAPACITY | A table is full: nothing was kept
            APPROVAL_REQUIRED | Raising an order needs a person: send a new order
            AUTO_APPROVED | Approved without a person, as policy says
            HITL_DISABLED | Approved at once: approval by a person is switched off
            OPERATOR_REJECTED | A person said no
            CANCELLED | Taken back
            HITL_TIMEOUT | Nobody answered in time
            GUARDIAN_LOCK | Rejected by the lock of the guardian
            EMERGENCY_STOP | Ended by the emergency stop
            ROW_HASH_MISMATCH | Rejected: the stored request was changed, its row hash does not match
            SEC-001 | The sender is not authenticated or its role may not send this
            SEC-030 | The trade[ {tradeId}] cannot change its state so
            SEC-040 | A required configuration key is missing or malformed
            SEC-050 | The price has moved beyond the slippage limit since the request
            SEC-080 | A stored request does not match its row hash: somebody changed it
            SEC-090 | The operator is not allowed
            NOT_FOUND | There is no such thing
            ALREADY_DECIDED | It was decided before
            EXPIRED | It has ended: the answer came too late
            NOT_SUPPORTED | This is not built yet
            REASON_MISMATCH | Event type and reason do not agree, or the reason is for the machine alone
            NOT_FLAT | Positions, orders or commands are left
            DRAWDOWN_HARD | Drawdown is still at the hard limit
            NOT_ACTIVE | Nothing of the kind stands
            OVERRIDE_REFUSED | Something stands that an override never covers
            MISSING_REASON | A reason must be given
            TTL_OUT_OF_RANGE | The time to live is out of its range
            MIXED_CHANGE | One update may not loosen and tighten at once
            VERSION_CONFLICT | The old version named is not the current one
            SAME_OPERATOR | A second, different operator must confirm
            VOID | What the request was bound to has changed meanwhile
            REPEATED | Seen before: nothing was done
            OUT_OF_RANGE | A value is out of its range
            LATE_FILL | A fill came for a trade that had ended
            OVERFILL | More was filled than was ordered
            UNAPPROVED_ORDER | [{?quantity}The broker filled an order|The broker works an order] that was never accepted
            UNKNOWN_ORDER | The broker works an order that nobody here knows
            NOT_AT_BROKER | The broker does not have the order
            BROKER_REJECTED | The broker turned it down
            BROKER_EXPIRED | It expired at the broker
            BROKER_FILLED | The broker filled it
            BROKER_CANCELLED | The broker cancelled it
            REQUESTED | A person was asked
            OPERATOR_APPROVED | A person said yes
            BROKER_CLOSED | The position was reported closed
            BROKER_SETTLED | The trade was reported settled
            DISCONNECTED | The strategy fell silent
            RL_FALLBACK_HIGH_VOL | High volatility without a usable q value: size and leverage reduced
            HIGH_VOL_LEVERAGE | High volatility: leverage capped
            ENGINE_LOST | The engine gives no sign of life
            ENGINE_STOPPED | The engine has stopped: no decisions
            BACK_PRESSURED | There is no room in the ring: send it again later
            COMMAND_UNKNOWN | It answers a command that was never given
            SYMBOL_UNWATCHED | Symbol[ {symbol}] is out of the freshness rules: an operator puts it back with \
            SymbolWatch
            EXECUTION_CONFLICT | The executions of an order contradict each other: compare with the broker
            ENDED_ORDER_WORKS | The broker works an order that has ended here: it is being cancelled
            REDUCE_ONLY_EXCESS | A reduce-only order no longer fits into the position: it is being cancelled
            OVERSIZE_REPLACED | The broker works more than the amend asked for: it is being cancelled
            COMMAND_ENDED | It answers a command that has ended already
            STAGE_IGNORED | The result[ for {stage}] fits no stage at work: nothing was done
            """;

    /** Warning of a decision, sentence. */
    static final String WARNINGS =
            """
            GATE | [{caution}|The mode allows it with a warning]
            DRAWDOWN_SOFT | Drawdown is at the soft limit
            STALE_MODEL | The model version is not the promoted one
            HITL_DISABLED | Approval by a person is switched off
            SIZE_REDUCED | The order was sized down
            """;

    /** Command that waits for a second operator, what it would loosen. */
    static final String LOOSENS =
            """
            ForceMode | The mode shows as {mode} for {ttlSeconds} s, whatever else asks for more caution
            ReleaseOverride | The forced mode ends, and what it held back is allowed again
            StartRecovery | What asks for halt is taken away, and a recovery begins\
            [; differences of the broker's report are taken over{?adoptPositions}]
            EmergencyReset | The emergency ends[, also with positions left open{?acceptOpenPositions}]
            GuardianUnlock | New risk and new requests are allowed again
            PolicyUpdate | Policy becomes[ allowNewTrades={allowNewTrades}][ hitlEnabled={hitlEnabled}]\
            [ autoApprovePaper={autoApprovePaper}][ requireApprovalForLive={requireApprovalForLive}]\
            [ approvalTimeoutSeconds={approvalTimeoutSeconds}][ slippageMaxPercent={slippageMaxPercent}]\
            [ tradingMode={tradingMode}]
            LockoutDelete | Lockout {lockoutId} ends before its time
            StrategyEnable | Strategy {strategyId} may trade again
            DrawdownReset | The drawdown is measured from the present equity on
            SymbolWatch | {symbol} leaves the freshness rules: its silence stops nothing any more
            CashFlow | The peak moves with a flow of {amount}[, and the equity becomes {equityAfter}]
            """;

    private SentenceTable() {}
}
