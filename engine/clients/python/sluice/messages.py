"""The messages of the schema, a class each. A value that is absent is None.

Decimals are Decimal, times are ints of nanoseconds since the epoch, symbols and texts are str.

Written by generate.py from the schema; do not edit.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Dict, Optional, Type
from uuid import UUID

from .enums import (
    ActionSet,
    ActionType,
    ApprovalAnswer,
    AttachRefusal,
    BookPhase,
    BreachLevel,
    Channel,
    ClientPhase,
    Code,
    ComponentSource,
    DetachReason,
    EmergencyPhase,
    EventType,
    ExecutionStatus,
    JournalKind,
    LinkPhase,
    LockoutPhase,
    LockoutType,
    MessageType,
    PolicyField,
    ReasonCode,
    ReasonSet,
    RecoveryResult,
    RecoveryStage,
    RecoveryTrigger,
    RequestState,
    Road,
    Role,
    RoleSet,
    SafeguardState,
    Severity,
    Side,
    StartKind,
    StrategyPhase,
    SyncMode,
    SystemLevel,
    SystemMode,
    ToldSet,
    TradeState,
    TradingMode,
    Verdict,
    VolatilityRegime,
    WarningSet,
)


class Message:
    """Any message of the schema."""

    TEMPLATE_ID: ClassVar[int]


@dataclass(frozen=True)
class RecordHeader(Message):
    """Stands in front of every input: who sent it, when it was taken from the ring, what it belongs to (W-2, W-4,
    W-8).

    sequence: Sequence of the record in its journal, from 1 without gaps (J-1).
    time_ns: Engine time: when the engine took the input from the ring.
    wall_time_ns: Wall clock at that moment, for display only.
    correlation_id: What the sender gave, else derived; the outcomes carry it too.
    outcomes: Number of outcomes after the input.
    role: Role that the door gave the sender.
    principal: Name that the door gave the sender: operator, strategy id, adapter.
    via: Name of the gateway that sent it for the principal.
    """

    TEMPLATE_ID: ClassVar[int] = 1

    sequence: int
    time_ns: int
    wall_time_ns: int
    outcomes: int
    role: Role
    correlation_id: Optional[UUID] = None
    principal: Optional[str] = None
    via: Optional[str] = None


@dataclass(frozen=True)
class Attach(Message):
    """The first frame of a client: who it is and what it wants (X-2).

    protocol: Version of the protocol; 1.
    roles: Roles that it wants; none: a reader.
    road: How it wants to send.
    take_over: Takes its strategy from the client that has it.
    strategy_id: Its strategy, with that role.
    trading_mode: Whose commands it carries out, with the role broker.
    name: Name of the client, for people.
    principal: Who it speaks as: the operator, the adapter's name.
    """

    TEMPLATE_ID: ClassVar[int] = 10

    protocol: int
    roles: RoleSet
    road: Road
    take_over: bool
    name: str
    strategy_id: Optional[int] = None
    trading_mode: Optional[TradingMode] = None
    principal: Optional[str] = None


@dataclass(frozen=True)
class Attached(Message):
    """The answer to an Attach that is good.

    client_id: The client, in this run of the engine.
    journal_id: The journal.
    start_sequence: Record of the engine's start: which run it is.
    last_sequence: Last record released.
    highest_intent_id: Of its strategy, on record or offered.
    clock_offset_ns: Engine time less the monotonic clock of the host.
    engine_timeout_ns: Silence after which the engine counts as lost (G-6).
    heartbeat_ns: Interval of signs of life, both ways.
    silence_ns: Silence after which either side gives the other up.
    max_frame: Most bytes of a frame that the client may send, length left out.
    gate: What the gate allows, as in the beacon.
    ring_bytes: Capacity of each of its two rings, a power of two; absent on the slow road.
    beacon: File of the engine's word.
    os_user: User that the kernel says the client is.
    principal: Who it speaks as.
    rings: File of its rings; empty on the slow road.
    """

    TEMPLATE_ID: ClassVar[int] = 11

    client_id: int
    journal_id: UUID
    start_sequence: int
    last_sequence: int
    clock_offset_ns: int
    engine_timeout_ns: int
    heartbeat_ns: int
    silence_ns: int
    max_frame: int
    gate: int
    highest_intent_id: Optional[int] = None
    ring_bytes: Optional[int] = None
    beacon: Optional[str] = None
    os_user: Optional[str] = None
    principal: Optional[str] = None
    rings: Optional[str] = None


@dataclass(frozen=True)
class AttachRefused(Message):
    """The answer to an Attach that is not good; a close follows.

    refusal: Why.
    sentence: Why, in words.
    """

    TEMPLATE_ID: ClassVar[int] = 12

    refusal: AttachRefusal
    sentence: Optional[str] = None


@dataclass(frozen=True)
class Detached(Message):
    """Either side ends the session.

    reason: Why.
    sentence: Why, in words.
    """

    TEMPLATE_ID: ClassVar[int] = 13

    reason: DetachReason
    sentence: Optional[str] = None


@dataclass(frozen=True)
class SignOfLife(Message):
    """Each side sends it in every interval; the engine's word is in that of the door, which comes at each change
    of the gate too (G-7).

    engine_state: State of the engine, as in the beacon; 0 from a client.
    gate: What the gate allows.
    engine_beat_ns: Last sign of life of the engine by the monotonic clock of the host.
    last_sequence: Last record released.
    last_time_ns: Its engine time.
    told_sequence: The client was told everything up to this record; 0 before it listens.
    """

    TEMPLATE_ID: ClassVar[int] = 14

    engine_state: int
    gate: int
    engine_beat_ns: int
    last_sequence: int
    last_time_ns: int
    told_sequence: int


@dataclass(frozen=True)
class Listen(Message):
    """A client wants to hear, once in a session: what is its own, and outcomes of types.

    from_: First record; 0: from now on, an adapter from its first open command.
    types: Bit n: outcomes with template id 200 + n, of anyone; -1 all.
    """

    TEMPLATE_ID: ClassVar[int] = 15

    from_: int
    types: int


@dataclass(frozen=True)
class AnswerWanted(Message):
    """A client that attached again waits for the record of an input sent before; before Listen.

    correlation_id: Of that input.
    """

    TEMPLATE_ID: ClassVar[int] = 16

    correlation_id: UUID


@dataclass(frozen=True)
class Input(Message):
    """An input, and the role that it is sent as.

    role: One of the roles of the client.
    answer: Wants an Answer.
    correlation_id: Of the input (W-4).
    principal: In whose name; empty: the client's own.
    input: The input.
    """

    TEMPLATE_ID: ClassVar[int] = 17

    role: Role
    answer: bool
    correlation_id: Optional[UUID] = None
    principal: Optional[str] = None
    input: Optional[bytes] = None


@dataclass(frozen=True)
class Told(Message):
    """An outcome of a record that was released.

    why: Why this client is told.
    sequence: The record.
    time_ns: Its engine time.
    correlation_id: Of the record.
    role: Role of the sender of its input.
    principal: Name of that sender.
    outcome: The outcome.
    """

    TEMPLATE_ID: ClassVar[int] = 18

    why: ToldSet
    sequence: int
    time_ns: int
    role: Role
    correlation_id: Optional[UUID] = None
    principal: Optional[str] = None
    outcome: Optional[bytes] = None


@dataclass(frozen=True)
class Answer(Message):
    """What became of an input that asked for an answer; its outcomes came before, each as Told (X-6).

    correlation_id: Of the input.
    sequence: Its record; 0: it had no effect and was not recorded, or was not taken.
    time_ns: Engine time of the record, or 0.
    accepted: It was carried out.
    code: Why, or OK.
    outcomes: How many of its outcomes came before.
    """

    TEMPLATE_ID: ClassVar[int] = 19

    correlation_id: UUID
    sequence: int
    time_ns: int
    accepted: bool
    code: Code
    outcomes: int


@dataclass(frozen=True)
class OrderIntent(Message):
    """A strategy wants something.

    strategy_id: The strategy.
    intent_id: Rises by strategy; 1 to 2^53-1 (G-4).
    action: What it wants.
    trading_mode: How real.
    symbol: Symbol; query may leave it out.
    side: Side; cancel and query may leave it out.
    quantity: Quantity above 0; for an amend the new total; cancel and query may leave it out.
    price: Limit price, 0 for a market order; cancel and query may leave it out.
    trade_id: The trade meant by amend and cancel.
    risk_pct: Share of equity at risk in percent, 0 to 100.
    confidence: 0 to 1.
    leverage: Leverage, 1 where missing.
    volatility_regime: Regime, normal where missing.
    q_value: Value that the model gives the action.
    model_name: Model that made it.
    model_version: Version of that model.
    reasoning: Why, for the person who approves.
    """

    TEMPLATE_ID: ClassVar[int] = 100

    strategy_id: int
    intent_id: int
    action: ActionType
    trading_mode: TradingMode
    symbol: Optional[str] = None
    side: Optional[Side] = None
    quantity: Optional[Decimal] = None
    price: Optional[Decimal] = None
    trade_id: Optional[int] = None
    risk_pct: Optional[Decimal] = None
    confidence: Optional[Decimal] = None
    leverage: Optional[Decimal] = None
    volatility_regime: Optional[VolatilityRegime] = None
    q_value: Optional[Decimal] = None
    model_name: Optional[str] = None
    model_version: Optional[str] = None
    reasoning: Optional[str] = None


@dataclass(frozen=True)
class StrategyHeartbeat(Message):
    """Sign of life of a strategy.

    strategy_id: The strategy.
    """

    TEMPLATE_ID: ClassVar[int] = 101

    strategy_id: int


@dataclass(frozen=True)
class ModelAck(Message):
    """A consumer uses a model version from now on.

    consumer: Who.
    model_name: Model.
    model_version: Version in use.
    """

    TEMPLATE_ID: ClassVar[int] = 102

    consumer: str
    model_name: str
    model_version: str


@dataclass(frozen=True)
class Quote(Message):
    """Best bid and ask of a symbol.

    symbol: Symbol.
    bid: Best bid.
    ask: Best ask.
    latency_ms: Age at the source.
    low_quality: The feed doubts it.
    """

    TEMPLATE_ID: ClassVar[int] = 103

    symbol: str
    bid: Decimal
    ask: Decimal
    latency_ms: Optional[int] = None
    low_quality: Optional[bool] = None


@dataclass(frozen=True)
class EquityUpdate(Message):
    """Equity of the account (account.equity.updated).

    equity: Equity.
    """

    TEMPLATE_ID: ClassVar[int] = 104

    equity: Decimal


@dataclass(frozen=True)
class ExecutionReport(Message):
    """What a broker did with an order or a command.

    trade_id: The trade, 0 for an order that Sluice did not see.
    status: What happened.
    symbol: Symbol.
    side: Side of the order.
    last_quantity: Quantity of this fill, 0 if none.
    last_price: Price of this fill.
    leaves_quantity: What is left.
    cum_quantity: Everything filled of this order so far.
    command_id: The command this answers.
    trading_mode: Mode of the trade; live with tradeId 0.
    exec_id: Names the fill; of no meaning where lastQuantity is 0.
    """

    TEMPLATE_ID: ClassVar[int] = 105

    trade_id: int
    status: ExecutionStatus
    symbol: str
    side: Side
    last_quantity: Decimal
    last_price: Decimal
    leaves_quantity: Decimal
    cum_quantity: Optional[Decimal] = None
    command_id: Optional[int] = None
    trading_mode: Optional[TradingMode] = None
    exec_id: str = ""


@dataclass(frozen=True)
class PositionReport(Message):
    """A line of a full position report (R-4).

    report_id: Report the line belongs to.
    symbol: Symbol; none: nothing is held.
    quantity: Signed position.
    average_price: Average price, for display.
    last: The report is complete.
    """

    TEMPLATE_ID: ClassVar[int] = 106

    report_id: int
    quantity: Decimal
    last: bool
    symbol: Optional[str] = None
    average_price: Optional[Decimal] = None


@dataclass(frozen=True)
class OpenOrder(Message):
    """A line of a full report of working orders (R-4).

    report_id: Report the line belongs to.
    trade_id: The trade, 0 unknown.
    symbol: Symbol.
    side: Side.
    leaves_quantity: What is left.
    last: The report is complete.
    command_id: The ClosePosition that still works.
    trading_mode: Mode of the order; live where missing.
    order_ref: The venue's id of the order, needed to cancel what is not ours.
    """

    TEMPLATE_ID: ClassVar[int] = 107

    report_id: int
    trade_id: int
    last: bool
    symbol: Optional[str] = None
    side: Optional[Side] = None
    leaves_quantity: Optional[Decimal] = None
    command_id: Optional[int] = None
    trading_mode: Optional[TradingMode] = None
    order_ref: Optional[str] = None


@dataclass(frozen=True)
class TradeClosed(Message):
    """The position of a trade is closed.

    trade_id: The trade.
    realized_pnl: Profit or loss in money.
    """

    TEMPLATE_ID: ClassVar[int] = 108

    trade_id: int
    realized_pnl: Optional[Decimal] = None


@dataclass(frozen=True)
class TradeSettled(Message):
    """A trade is settled.

    trade_id: The trade.
    """

    TEMPLATE_ID: ClassVar[int] = 109

    trade_id: int


@dataclass(frozen=True)
class Heartbeat(Message):
    """Sign of life of a component (C-2).

    source: The component.
    ttl_seconds: How long it counts.
    """

    TEMPLATE_ID: ClassVar[int] = 110

    source: ComponentSource
    ttl_seconds: Optional[int] = None


@dataclass(frozen=True)
class ProbeResult(Message):
    """Result of a health probe (C-1).

    source: The component.
    ok: It answered well.
    latency_ms: How long it took.
    ttl_seconds: How long it counts.
    """

    TEMPLATE_ID: ClassVar[int] = 111

    source: ComponentSource
    ok: bool
    latency_ms: Optional[int] = None
    ttl_seconds: Optional[int] = None


@dataclass(frozen=True)
class SystemEvent(Message):
    """Something happened to a component.

    event_type: What kind.
    source: Which component.
    severity: How bad.
    reason_code: Which cause; acts at once.
    event_id: Seen again, it does nothing (M-6).
    ttl_seconds: How long a sign of life counts.
    details: Free text.
    """

    TEMPLATE_ID: ClassVar[int] = 112

    event_type: EventType
    source: ComponentSource
    severity: Severity
    reason_code: Optional[ReasonCode] = None
    event_id: Optional[UUID] = None
    ttl_seconds: Optional[int] = None
    details: Optional[str] = None


@dataclass(frozen=True)
class RecoveryStageResult(Message):
    """Result of a recovery stage (R-1).

    stage: The stage.
    ok: Passed or failed.
    run_id: The run; none: the current one.
    operator_id: Who, where a person says it.
    detail: Free text.
    """

    TEMPLATE_ID: ClassVar[int] = 113

    stage: RecoveryStage
    ok: bool
    run_id: Optional[str] = None
    operator_id: Optional[str] = None
    detail: Optional[str] = None


@dataclass(frozen=True)
class EmergencyStop(Message):
    """Stop everything and go flat (E-1).

    operator_id: Who, where a person says it.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 114

    reason: str
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class GuardianLock(Message):
    """Lock: pending requests are rejected, new ones blocked (H-8).

    reason: Why.
    source: What called it.
    """

    TEMPLATE_ID: ClassVar[int] = 115

    reason: str
    source: Optional[str] = None


@dataclass(frozen=True)
class LockoutCreate(Message):
    """Lock a symbol out for a time (L-1).

    symbol: Symbol.
    duration_seconds: Above 0.
    lockout_type: Manual where missing.
    reason: Why.
    operator_id: Who, where a person says it.
    """

    TEMPLATE_ID: ClassVar[int] = 116

    symbol: str
    duration_seconds: int
    reason: str
    lockout_type: Optional[LockoutType] = None
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class ModelPromoted(Message):
    """A model version becomes the one to use (S-2).

    model_name: Model.
    new_version: From now on.
    old_version: Until now.
    operator_id: Who, where a person says it.
    """

    TEMPLATE_ID: ClassVar[int] = 117

    model_name: str
    new_version: str
    old_version: str = ""
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class IntegrityViolation(Message):
    """A store holds a record whose hash does not match (H-9).

    trade_id: The request.
    expected_hash: What it should be.
    found_hash: What was found.
    store: Which store.
    """

    TEMPLATE_ID: ClassVar[int] = 118

    trade_id: int
    expected_hash: bytes
    found_hash: bytes
    store: str


@dataclass(frozen=True)
class DeepLinkIssue(Message):
    """A one-time link to a pending request is made (H-13).

    trade_id: The request.
    token_hash: SHA-256 of the token.
    operator_id: For whom.
    """

    TEMPLATE_ID: ClassVar[int] = 119

    trade_id: int
    token_hash: bytes
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class DeepLinkUse(Message):
    """A one-time link is used (H-13).

    token_hash: SHA-256 of the token.
    channel: Where.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 120

    token_hash: bytes
    channel: Channel
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class CashFlow(Message):
    """Money came into trading or left it: no profit and no loss (D-5).

    amount: Signed: a deposit is above 0.
    equity_after: Equity after it: then it is the equity update as well.
    flow_id: Unique name of the flow; it counts once.
    operator_id: The operator, where a person says it.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 121

    amount: Decimal
    flow_id: str
    equity_after: Optional[Decimal] = None
    operator_id: Optional[str] = None
    reason: Optional[str] = None


@dataclass(frozen=True)
class StrategyDisable(Message):
    """A strategy is disabled, its requests and working orders are cancelled (B-3).

    strategy_id: The strategy.
    operator_id: The operator, where a person says it.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 122

    strategy_id: int
    reason: str
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class AccessRefused(Message):
    """Somebody asked for what he may not have (X-4).

    trade_id: The trade, where it was about one.
    code: Why.
    principal: Who: the user, or the name that he gave.
    what: What he wanted.
    """

    TEMPLATE_ID: ClassVar[int] = 123

    code: Code
    principal: str
    what: str
    trade_id: Optional[int] = None


@dataclass(frozen=True)
class StartRecovery(Message):
    """An operator starts a recovery run (R-6).

    adopt_positions: The next full position report becomes the book.
    run_id: Unique name of the run.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 140

    run_id: str
    operator_id: str
    adopt_positions: Optional[bool] = None


@dataclass(frozen=True)
class ApprovalDecision(Message):
    """A person answers a request (H-5).

    trade_id: The request.
    decision: The answer.
    channel: Where.
    price: Price that the person saw.
    row_hash: Row hash of what the person saw.
    operator_id: Who.
    reason: Why.
    comment: Anything else.
    """

    TEMPLATE_ID: ClassVar[int] = 141

    trade_id: int
    decision: ApprovalAnswer
    channel: Channel
    operator_id: str
    price: Optional[Decimal] = None
    row_hash: Optional[bytes] = None
    reason: Optional[str] = None
    comment: Optional[str] = None


@dataclass(frozen=True)
class ForceMode(Message):
    """An operator forces the mode (M-5).

    mode: The mode.
    ttl_seconds: For how long.
    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 142

    mode: SystemMode
    ttl_seconds: int
    operator_id: str
    reason: str


@dataclass(frozen=True)
class ReleaseOverride(Message):
    """An operator ends a forced mode (M-5).

    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 143

    operator_id: str


@dataclass(frozen=True)
class EmergencyReset(Message):
    """An operator ends the emergency (E-3).

    accept_open_positions: Also while not flat.
    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 144

    operator_id: str
    reason: str
    accept_open_positions: Optional[bool] = None


@dataclass(frozen=True)
class GuardianUnlock(Message):
    """An operator unlocks the guardian (H-8).

    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 145

    operator_id: str
    reason: str


@dataclass(frozen=True)
class PolicyUpdate(Message):
    """An operator changes policy; only what is named (P-2).

    allow_new_trades: New trades are allowed.
    hitl_enabled: Approvals are asked.
    auto_approve_paper: Paper needs no person.
    require_approval_for_live: Live needs a person.
    approval_timeout_seconds: Life of a request.
    slippage_max_percent: Largest move before approval.
    trading_mode: Ceiling of trading modes.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 146

    operator_id: str
    allow_new_trades: Optional[bool] = None
    hitl_enabled: Optional[bool] = None
    auto_approve_paper: Optional[bool] = None
    require_approval_for_live: Optional[bool] = None
    approval_timeout_seconds: Optional[int] = None
    slippage_max_percent: Optional[Decimal] = None
    trading_mode: Optional[TradingMode] = None


@dataclass(frozen=True)
class LockoutDelete(Message):
    """An operator frees a lockout (L-1).

    lockout_id: The lockout.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 147

    lockout_id: int
    operator_id: str


@dataclass(frozen=True)
class StrategyEnable(Message):
    """An operator enables a strategy again (B-2).

    strategy_id: The strategy.
    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 148

    strategy_id: int
    operator_id: str
    reason: str


@dataclass(frozen=True)
class DrawdownReset(Message):
    """The peak becomes the present equity (D-3).

    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 149

    operator_id: str
    reason: str


@dataclass(frozen=True)
class ConfirmCommand(Message):
    """A second operator confirms a request (O-1).

    request_id: The request.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 150

    request_id: int
    operator_id: str


@dataclass(frozen=True)
class WithdrawCommand(Message):
    """A request is taken back (O-1).

    request_id: The request.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 151

    request_id: int
    operator_id: str


@dataclass(frozen=True)
class SymbolWatch(Message):
    """An operator takes a symbol out of the freshness rules or puts it back (C-7).

    symbol: Symbol.
    watched: The freshness rules hold for it.
    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 152

    symbol: str
    watched: bool
    operator_id: str
    reason: str


@dataclass(frozen=True)
class OrderCancel(Message):
    """An operator cancels the order of one trade (B-3).

    trade_id: The trade.
    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 153

    trade_id: int
    operator_id: str
    reason: str


@dataclass(frozen=True)
class PositionClose(Message):
    """An operator closes one position (B-3).

    symbol: Symbol.
    trading_mode: Which book.
    operator_id: Who.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 154

    symbol: str
    trading_mode: TradingMode
    operator_id: str
    reason: str


@dataclass(frozen=True)
class EngineStarted(Message):
    """First record of every start (W-5).

    instance: This run of the process.
    journal_id: This journal.
    journal_kind: What the journal is for.
    start_kind: How it starts.
    behaviour_version: Version of the machine's behaviour (J-9).
    start_normal: Begin in normal with nothing owed or required, as play may ask.
    dropped_records: Records lost with a torn tail.
    dropped_bytes: Bytes lost with a torn tail.
    config_hash: SHA-256 of the decision configuration.
    synced_sequence: Last record that the device had taken when this was written (J-2); 0 if none.
    previous_journal_id: Journal that this one follows as a new epoch (J-2).
    previous_sequence: Last good record of that journal; 0 if there is none.
    previous_hash: SHA-256 of that record.
    sync_mode: When this run forces what it writes (J-5).
    previous_chain_to: Last record of that journal that previousChainHash covers (J-8); 0 if none.
    previous_chain_hash: Link of that journal's hash chain over its records up to previousChainTo.
    clock_step_ms: Wall clock at this start minus engine time of the record before, where it is more than 7 days
        ahead or 1 minute behind (W-2).
    configuration: The decision configuration, where it differs from the last recorded one.
    fences: Highest intent id by strategy that a new epoch goes on from: id:highest, comma separated.
    """

    TEMPLATE_ID: ClassVar[int] = 180

    instance: UUID
    journal_id: UUID
    journal_kind: JournalKind
    start_kind: StartKind
    behaviour_version: int
    start_normal: bool
    dropped_records: int
    dropped_bytes: int
    config_hash: bytes
    synced_sequence: int
    previous_sequence: int
    sync_mode: SyncMode
    previous_chain_to: int
    previous_journal_id: Optional[UUID] = None
    previous_hash: Optional[bytes] = None
    previous_chain_hash: Optional[bytes] = None
    clock_step_ms: Optional[int] = None
    configuration: Optional[str] = None
    fences: Optional[str] = None


@dataclass(frozen=True)
class SnapshotTaken(Message):
    """A snapshot of the state was stored (J-3).

    snapshot_sequence: Last record it reflects.
    bytes_: Its size.
    state_hash: SHA-256 of the state.
    """

    TEMPLATE_ID: ClassVar[int] = 181

    snapshot_sequence: int
    bytes_: int
    state_hash: bytes


@dataclass(frozen=True)
class Seal(Message):
    """A link of the hash chain (J-8).

    from_sequence: First record sealed.
    to_sequence: Last record sealed.
    previous_hash: Hash of the link before.
    chain_hash: Hash of this link.
    signature: Ed25519 over the link.
    """

    TEMPLATE_ID: ClassVar[int] = 182

    from_sequence: int
    to_sequence: int
    previous_hash: bytes
    chain_hash: bytes
    signature: Optional[bytes] = None


@dataclass(frozen=True)
class Tick(Message):
    """Engine time moves on; a due timer fires (W-6)."""

    TEMPLATE_ID: ClassVar[int] = 183


@dataclass(frozen=True)
class SyncPoint(Message):
    """Every record up to here is on the device (J-2).

    synced_sequence: Last record that the device had taken when this was written.
    sync_mode: When this run forces what it writes (J-5): its start may be gone by now.
    """

    TEMPLATE_ID: ClassVar[int] = 184

    synced_sequence: int
    sync_mode: Optional[SyncMode] = None


@dataclass(frozen=True)
class SegmentsRemoved(Message):
    """Retention removes the oldest records (J-11).

    removed_from: First record that goes.
    removed_to: Last record that goes.
    chain_to: Last record of the sealed range in which the first record that stays lies (J-8).
    previous_hash: Link of the hash chain before that range.
    rest_hash: SHA-256 of that link and of the records of that range that stay.
    """

    TEMPLATE_ID: ClassVar[int] = 185

    removed_from: int
    removed_to: int
    chain_to: int
    previous_hash: bytes
    rest_hash: bytes


@dataclass(frozen=True)
class ClientChanged(Message):
    """A client attached to the door or went (X-5).

    client_id: The client, in this run of the engine.
    phase: It came or went.
    roles: Its roles; none: a reader.
    road: How it sends.
    code: Why it went.
    os_user: User that the kernel says it is.
    principal: Who it speaks as.
    name: Name that it gave.
    """

    TEMPLATE_ID: ClassVar[int] = 186

    client_id: int
    phase: ClientPhase
    roles: RoleSet
    road: Road
    os_user: str
    code: Optional[DetachReason] = None
    principal: Optional[str] = None
    name: Optional[str] = None


@dataclass(frozen=True)
class StrategyDetached(Message):
    """The connection of a strategy ended and it did not say so: it counts as silent at once (X-8).

    strategy_id: The strategy.
    """

    TEMPLATE_ID: ClassVar[int] = 187

    strategy_id: int


@dataclass(frozen=True)
class Decision(Message):
    """The answer to an intent (G-3, G-4).

    strategy_id: The strategy.
    intent_id: The intent.
    trade_id: The trade, 0 if none.
    action: What was asked.
    symbol: Symbol.
    side: Side.
    trading_mode: Mode it counts as.
    verdict: The answer.
    code: Why.
    mode: Mode at that moment.
    stage: Stage of a recovery owed.
    override: A forced mode stands.
    final: No later decision follows.
    repeat: Given before.
    actionable: It may be acted on (G-4a).
    quantity: Quantity that may be sent.
    price: Limit price, 0 for market.
    leverage: Leverage that may be used.
    valid_until: Not to be acted on after this.
    warnings: What to mind.
    blocked_by: What refused it, where that has an id.
    blocked_until: Until when.
    held: NOT_REDUCING: the position, signed.
    working: NOT_REDUCING: what works already against it.
    field: MALFORMED: the field of the intent that is wrong.
    """

    TEMPLATE_ID: ClassVar[int] = 200

    strategy_id: int
    intent_id: int
    trade_id: int
    verdict: Verdict
    code: Code
    mode: SystemMode
    override: bool
    final: bool
    repeat: bool
    actionable: bool
    warnings: WarningSet
    action: Optional[ActionType] = None
    symbol: Optional[str] = None
    side: Optional[Side] = None
    trading_mode: Optional[TradingMode] = None
    stage: Optional[RecoveryStage] = None
    quantity: Optional[Decimal] = None
    price: Optional[Decimal] = None
    leverage: Optional[Decimal] = None
    valid_until: Optional[int] = None
    blocked_by: Optional[int] = None
    blocked_until: Optional[int] = None
    held: Optional[Decimal] = None
    working: Optional[Decimal] = None
    field: Optional[int] = None


@dataclass(frozen=True)
class TradeTransition(Message):
    """A trade changed state (H-3).

    trade_id: The trade.
    from_: State before.
    to: State after.
    reason: Why.
    channel: Where a person decided it.
    """

    TEMPLATE_ID: ClassVar[int] = 201

    trade_id: int
    from_: TradeState
    to: TradeState
    reason: Code
    channel: Optional[Channel] = None


@dataclass(frozen=True)
class ApprovalCreated(Message):
    """A person is asked (H-4).

    id: Same as tradeId.
    trade_id: The trade.
    strategy_id: The strategy.
    intent_id: The intent.
    action: What is asked.
    trading_mode: How real.
    symbol: Symbol.
    side: Side.
    quantity: Sized quantity.
    leverage: Leverage.
    risk_pct: Share of equity at risk in percent.
    confidence: 0 to 1.
    request_price: Mid at the request; without a fresh quote the order's own price.
    correlation_id: Of the intent.
    status: State of the request.
    requested_at: When it was asked.
    expires_at: When it ends.
    decided_at: When it was decided.
    decision_channel: Where.
    row_hash: SHA-256 over the fields in order (H-9).
    order_price: Price of the order, 0 for a market order.
    model_name: Model that made it.
    model_version: Version of that model.
    reasoning_summary: Why, for the person who approves.
    decided_by: Who.
    decision_reason: Outcome in a word, or the reason in the person's words.
    decision_comment: Anything else the person said.
    """

    TEMPLATE_ID: ClassVar[int] = 202

    id: int
    trade_id: int
    strategy_id: int
    intent_id: int
    action: ActionType
    trading_mode: TradingMode
    symbol: str
    side: Side
    quantity: Decimal
    leverage: Decimal
    request_price: Decimal
    status: TradeState
    requested_at: int
    expires_at: int
    row_hash: bytes
    risk_pct: Optional[Decimal] = None
    confidence: Optional[Decimal] = None
    correlation_id: Optional[UUID] = None
    decided_at: Optional[int] = None
    decision_channel: Optional[Channel] = None
    order_price: Optional[Decimal] = None
    model_name: Optional[str] = None
    model_version: Optional[str] = None
    reasoning_summary: Optional[str] = None
    decided_by: Optional[str] = None
    decision_reason: Optional[str] = None
    decision_comment: Optional[str] = None


@dataclass(frozen=True)
class ApprovalDecided(Message):
    """A request was decided (H-5).

    id: Same as tradeId.
    trade_id: The trade.
    strategy_id: The strategy.
    intent_id: The intent.
    action: What is asked.
    trading_mode: How real.
    symbol: Symbol.
    side: Side.
    quantity: Sized quantity.
    leverage: Leverage.
    risk_pct: Share of equity at risk in percent.
    confidence: 0 to 1.
    request_price: Mid at the request; without a fresh quote the order's own price.
    correlation_id: Of the intent.
    status: State of the request.
    requested_at: When it was asked.
    expires_at: When it ends.
    decided_at: When it was decided.
    decision_channel: Where.
    row_hash: SHA-256 over the fields in order (H-9).
    order_price: Price of the order, 0 for a market order.
    model_name: Model that made it.
    model_version: Version of that model.
    reasoning_summary: Why, for the person who approves.
    decided_by: Who.
    decision_reason: Outcome in a word, or the reason in the person's words.
    decision_comment: Anything else the person said.
    """

    TEMPLATE_ID: ClassVar[int] = 203

    id: int
    trade_id: int
    strategy_id: int
    intent_id: int
    action: ActionType
    trading_mode: TradingMode
    symbol: str
    side: Side
    quantity: Decimal
    leverage: Decimal
    request_price: Decimal
    status: TradeState
    requested_at: int
    expires_at: int
    row_hash: bytes
    risk_pct: Optional[Decimal] = None
    confidence: Optional[Decimal] = None
    correlation_id: Optional[UUID] = None
    decided_at: Optional[int] = None
    decision_channel: Optional[Channel] = None
    order_price: Optional[Decimal] = None
    model_name: Optional[str] = None
    model_version: Optional[str] = None
    reasoning_summary: Optional[str] = None
    decided_by: Optional[str] = None
    decision_reason: Optional[str] = None
    decision_comment: Optional[str] = None


@dataclass(frozen=True)
class ApprovalExpired(Message):
    """A request ran out (H-7).

    id: Same as tradeId.
    trade_id: The trade.
    strategy_id: The strategy.
    intent_id: The intent.
    action: What is asked.
    trading_mode: How real.
    symbol: Symbol.
    side: Side.
    quantity: Sized quantity.
    leverage: Leverage.
    risk_pct: Share of equity at risk in percent.
    confidence: 0 to 1.
    request_price: Mid at the request; without a fresh quote the order's own price.
    correlation_id: Of the intent.
    status: State of the request.
    requested_at: When it was asked.
    expires_at: When it ends.
    decided_at: When it was decided.
    decision_channel: Where.
    row_hash: SHA-256 over the fields in order (H-9).
    order_price: Price of the order, 0 for a market order.
    model_name: Model that made it.
    model_version: Version of that model.
    reasoning_summary: Why, for the person who approves.
    decided_by: Who.
    decision_reason: Outcome in a word, or the reason in the person's words.
    decision_comment: Anything else the person said.
    """

    TEMPLATE_ID: ClassVar[int] = 204

    id: int
    trade_id: int
    strategy_id: int
    intent_id: int
    action: ActionType
    trading_mode: TradingMode
    symbol: str
    side: Side
    quantity: Decimal
    leverage: Decimal
    request_price: Decimal
    status: TradeState
    requested_at: int
    expires_at: int
    row_hash: bytes
    risk_pct: Optional[Decimal] = None
    confidence: Optional[Decimal] = None
    correlation_id: Optional[UUID] = None
    decided_at: Optional[int] = None
    decision_channel: Optional[Channel] = None
    order_price: Optional[Decimal] = None
    model_name: Optional[str] = None
    model_version: Optional[str] = None
    reasoning_summary: Optional[str] = None
    decided_by: Optional[str] = None
    decision_reason: Optional[str] = None
    decision_comment: Optional[str] = None


@dataclass(frozen=True)
class ApprovalRestored(Message):
    """A request survived a restart (H-12).

    id: Same as tradeId.
    trade_id: The trade.
    strategy_id: The strategy.
    intent_id: The intent.
    action: What is asked.
    trading_mode: How real.
    symbol: Symbol.
    side: Side.
    quantity: Sized quantity.
    leverage: Leverage.
    risk_pct: Share of equity at risk in percent.
    confidence: 0 to 1.
    request_price: Mid at the request; without a fresh quote the order's own price.
    correlation_id: Of the intent.
    status: State of the request.
    requested_at: When it was asked.
    expires_at: When it ends.
    decided_at: When it was decided.
    decision_channel: Where.
    row_hash: SHA-256 over the fields in order (H-9).
    order_price: Price of the order, 0 for a market order.
    model_name: Model that made it.
    model_version: Version of that model.
    reasoning_summary: Why, for the person who approves.
    decided_by: Who.
    decision_reason: Outcome in a word, or the reason in the person's words.
    decision_comment: Anything else the person said.
    """

    TEMPLATE_ID: ClassVar[int] = 205

    id: int
    trade_id: int
    strategy_id: int
    intent_id: int
    action: ActionType
    trading_mode: TradingMode
    symbol: str
    side: Side
    quantity: Decimal
    leverage: Decimal
    request_price: Decimal
    status: TradeState
    requested_at: int
    expires_at: int
    row_hash: bytes
    risk_pct: Optional[Decimal] = None
    confidence: Optional[Decimal] = None
    correlation_id: Optional[UUID] = None
    decided_at: Optional[int] = None
    decision_channel: Optional[Channel] = None
    order_price: Optional[Decimal] = None
    model_name: Optional[str] = None
    model_version: Optional[str] = None
    reasoning_summary: Optional[str] = None
    decided_by: Optional[str] = None
    decision_reason: Optional[str] = None
    decision_comment: Optional[str] = None


@dataclass(frozen=True)
class MarketSnapshot(Message):
    """The market when a person approved (H-11).

    trade_id: The trade.
    bid: Best bid.
    ask: Best ask.
    spread: Ask less bid.
    mid_price: Mid, rounded half-even.
    response_latency_ms: From asked to decided.
    price_deviation_pct: Move since the request in percent, rounded half-even.
    """

    TEMPLATE_ID: ClassVar[int] = 206

    trade_id: int
    bid: Decimal
    ask: Decimal
    spread: Decimal
    mid_price: Decimal
    response_latency_ms: int
    price_deviation_pct: Decimal


@dataclass(frozen=True)
class ModeChanged(Message):
    """The mode changed (M-7).

    from_mode: Mode before.
    to_mode: Mode after.
    stage: Stage of a recovery owed.
    reason_code: Why.
    source: Which component.
    trigger: What began the recovery.
    override_ttl_seconds: Life of a forced mode.
    operator_id: Who.
    detail: Free text.
    """

    TEMPLATE_ID: ClassVar[int] = 207

    from_mode: SystemMode
    to_mode: SystemMode
    reason_code: ReasonCode
    source: ComponentSource
    stage: Optional[RecoveryStage] = None
    trigger: Optional[RecoveryTrigger] = None
    override_ttl_seconds: Optional[int] = None
    operator_id: Optional[str] = None
    detail: Optional[str] = None


@dataclass(frozen=True)
class RecoveryProgress(Message):
    """A recovery run moved (R-1).

    trigger: What began the run.
    stage: The stage.
    attempt: Attempt, from 1.
    result: What happened.
    run_id: The run.
    """

    TEMPLATE_ID: ClassVar[int] = 208

    trigger: RecoveryTrigger
    stage: RecoveryStage
    attempt: int
    result: RecoveryResult
    run_id: str


@dataclass(frozen=True)
class RecoverySummary(Message):
    """What a start found (W-5, H-12).

    pending: Requests pending after the start.
    restored: Requests announced again.
    expired: Requests that ran out meanwhile.
    corrupted: Requests whose hash did not match.
    commands_reissued: Commands sent again.
    dropped: Records lost with a torn tail.
    """

    TEMPLATE_ID: ClassVar[int] = 209

    pending: int
    restored: int
    expired: int
    corrupted: int
    commands_reissued: int
    dropped: int


@dataclass(frozen=True)
class ComponentChanged(Message):
    """A component changed level (C-1).

    source: The component.
    from_level: Level before.
    to_level: Level after.
    consecutive_failures: Failures in a row.
    reason_code: Cause it raised.
    """

    TEMPLATE_ID: ClassVar[int] = 210

    source: ComponentSource
    from_level: SystemLevel
    to_level: SystemLevel
    consecutive_failures: int
    reason_code: Optional[ReasonCode] = None


@dataclass(frozen=True)
class DrawdownBreach(Message):
    """Equity crossed a limit or is suspect (D-1, D-2).

    level: Which limit.
    equity: Equity.
    peak: Peak it is measured from.
    drawdown_pct: (equity - peak) / peak in percent, rounded half-even.
    """

    TEMPLATE_ID: ClassVar[int] = 211

    level: BreachLevel
    equity: Decimal
    peak: Decimal
    drawdown_pct: Decimal


@dataclass(frozen=True)
class EmergencyChanged(Message):
    """The emergency stop moved (E-1, E-2, E-3).

    phase: Which phase.
    reason_code: What called it.
    drawdown_pct: Drawdown, where that called it.
    positions_to_close: Positions held when it began.
    orders_to_cancel: Orders working when it began.
    positions_closed: Really closed so far.
    orders_cancelled: Really cancelled so far.
    attempt: Attempt of the command sent again.
    verified: Reports of positions and of orders both confirmed it.
    reason: Why, in words that came in.
    open: Symbols and orders that are still open, or what is awaited.
    """

    TEMPLATE_ID: ClassVar[int] = 212

    phase: EmergencyPhase
    reason_code: ReasonCode
    positions_to_close: int
    orders_to_cancel: int
    positions_closed: int
    orders_cancelled: int
    attempt: int
    drawdown_pct: Optional[Decimal] = None
    verified: Optional[bool] = None
    reason: Optional[str] = None
    open: Optional[str] = None


@dataclass(frozen=True)
class ClosePosition(Message):
    """Close a position at market (E-1).

    command_id: The command; adapters drop ids they know.
    symbol: Symbol.
    side: Opposite of the position.
    quantity: How much.
    trading_mode: Which adapter.
    reduce_only: Always true.
    attempt: From 1.
    """

    TEMPLATE_ID: ClassVar[int] = 213

    command_id: int
    symbol: str
    side: Side
    quantity: Decimal
    trading_mode: TradingMode
    reduce_only: bool
    attempt: int


@dataclass(frozen=True)
class CancelOrder(Message):
    """Cancel a working order (E-1).

    command_id: The command; adapters drop ids they know.
    trade_id: The trade, 0 for an order that is not ours: see orderRef.
    symbol: Symbol.
    trading_mode: Which adapter.
    attempt: From 1.
    order_ref: The venue's id of an order that is not ours.
    """

    TEMPLATE_ID: ClassVar[int] = 214

    command_id: int
    trade_id: int
    symbol: str
    trading_mode: TradingMode
    attempt: int
    order_ref: Optional[str] = None


@dataclass(frozen=True)
class BookAdjusted(Message):
    """The broker's report was taken over (R-4).

    symbol: Symbol.
    from_quantity: Position before.
    to_quantity: Position after.
    """

    TEMPLATE_ID: ClassVar[int] = 215

    symbol: str
    from_quantity: Decimal
    to_quantity: Decimal


@dataclass(frozen=True)
class PolicyChanged(Message):
    """A policy field changed (P-1).

    field: Which field.
    old_value: Value before, as a number.
    new_value: Value after, as a number.
    version: Version of the policy record.
    operator_id: Who.
    old_text: Text before.
    new_text: Text after.
    """

    TEMPLATE_ID: ClassVar[int] = 216

    field: PolicyField
    version: int
    old_value: Optional[int] = None
    new_value: Optional[int] = None
    operator_id: Optional[str] = None
    old_text: Optional[str] = None
    new_text: Optional[str] = None


@dataclass(frozen=True)
class GuardianChanged(Message):
    """The guardian locked or unlocked (H-8).

    locked: Locked or not.
    pending_rejected: Requests rejected by it.
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 217

    locked: bool
    pending_rejected: int
    reason: Optional[str] = None


@dataclass(frozen=True)
class LockoutChanged(Message):
    """A lockout began or ended (L-1).

    phase: Which phase.
    lockout_id: The lockout.
    symbol: Symbol.
    lockout_type: Why in a word.
    expires_at: When it ends.
    trading_mode: Mode of the orders that it holds, absent if all (L-3).
    reason: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 218

    phase: LockoutPhase
    lockout_id: int
    symbol: str
    lockout_type: LockoutType
    expires_at: int
    trading_mode: Optional[TradingMode] = None
    reason: Optional[str] = None


@dataclass(frozen=True)
class SizingAdjusted(Message):
    """An order was sized down (S-1).

    intent_id: The intent.
    strategy_id: The strategy.
    reason: Why.
    quantity: Sized quantity.
    leverage: Sized leverage.
    size_multiplier: Applied to the quantity.
    """

    TEMPLATE_ID: ClassVar[int] = 219

    intent_id: int
    strategy_id: int
    reason: Code
    quantity: Decimal
    leverage: Decimal
    size_multiplier: Decimal


@dataclass(frozen=True)
class ModelChanged(Message):
    """A model was promoted or acknowledged (S-2).

    promoted: Promoted, else acknowledged.
    model_name: Model.
    new_version: Version.
    old_version: Version before.
    consumer: Who acknowledged.
    """

    TEMPLATE_ID: ClassVar[int] = 220

    promoted: bool
    model_name: str
    new_version: str
    old_version: Optional[str] = None
    consumer: Optional[str] = None


@dataclass(frozen=True)
class DeepLinkChanged(Message):
    """A deep link was issued, used or refused (H-13).

    phase: Which phase.
    trade_id: The request, 0 if unknown.
    code: Why.
    """

    TEMPLATE_ID: ClassVar[int] = 221

    phase: LinkPhase
    trade_id: int
    code: Code


@dataclass(frozen=True)
class CommandRequested(Message):
    """A command waits for a second operator (O-1).

    request_id: The request.
    command: The command.
    expires_at: When it ends.
    operator_id: Who asked.
    """

    TEMPLATE_ID: ClassVar[int] = 222

    request_id: int
    command: MessageType
    expires_at: int
    operator_id: str


@dataclass(frozen=True)
class CommandResult(Message):
    """The answer to a command or a refused input (O-0).

    command: What is answered.
    accepted: Carried out, else refused.
    code: Why.
    standing: What still asks for halt after it.
    field: MALFORMED: the field of the input that is wrong.
    """

    TEMPLATE_ID: ClassVar[int] = 223

    command: MessageType
    accepted: bool
    code: Code
    standing: ReasonSet
    field: Optional[int] = None


@dataclass(frozen=True)
class SecurityAlert(Message):
    """Something that should not happen (H-3a, O-4).

    code: What.
    trade_id: The trade.
    symbol: Symbol.
    quantity: How much.
    detail: Free text that came in.
    """

    TEMPLATE_ID: ClassVar[int] = 224

    code: Code
    trade_id: Optional[int] = None
    symbol: Optional[str] = None
    quantity: Optional[Decimal] = None
    detail: Optional[str] = None


@dataclass(frozen=True)
class BookDiffers(Message):
    """A report shows another position than the book, or agrees again (R-4).

    symbol: Symbol.
    book_quantity: Position in the book.
    reported_quantity: Position that was reported.
    since: When the first report came that differed.
    phase: Which phase.
    """

    TEMPLATE_ID: ClassVar[int] = 225

    symbol: str
    book_quantity: Decimal
    reported_quantity: Decimal
    since: int
    phase: BookPhase


@dataclass(frozen=True)
class CashFlowed(Message):
    """A cash flow was taken into account (D-5).

    amount: Signed: a deposit is above 0.
    equity: Equity after it, once one is known.
    peak: Peak after it, once one is known.
    drawdown_pct: Drawdown after it in percent, rounded half-even.
    flow_id: The flow.
    """

    TEMPLATE_ID: ClassVar[int] = 226

    amount: Decimal
    flow_id: str
    equity: Optional[Decimal] = None
    peak: Optional[Decimal] = None
    drawdown_pct: Optional[Decimal] = None


@dataclass(frozen=True)
class SymbolWatchChanged(Message):
    """A symbol left the freshness rules or is back (C-7).

    symbol: Symbol.
    watched: The freshness rules hold for it.
    reason: Why.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 227

    symbol: str
    watched: bool
    reason: Optional[str] = None
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class StrategyChanged(Message):
    """A strategy was enabled or disabled, fell silent or is heard again (B-3).

    phase: Which phase.
    strategy_id: The strategy.
    code: Why, where the machine did it.
    reason: Why, in words that came in.
    operator_id: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 228

    phase: StrategyPhase
    strategy_id: int
    code: Code
    reason: Optional[str] = None
    operator_id: Optional[str] = None


@dataclass(frozen=True)
class ClientSeen(Message):
    """A client attached to the door or went (X-5).

    client_id: The client, in this run of the engine.
    phase: It came or went.
    roles: Its roles; none: a reader.
    road: How it sends.
    code: Why it went.
    os_user: User that the kernel says it is.
    principal: Who it speaks as.
    name: Name that it gave.
    """

    TEMPLATE_ID: ClassVar[int] = 229

    client_id: int
    phase: ClientPhase
    roles: RoleSet
    road: Road
    os_user: str
    code: Optional[DetachReason] = None
    principal: Optional[str] = None
    name: Optional[str] = None


@dataclass(frozen=True)
class StatusView(Message):
    """Mode, emergency, policy and drawdown at a glance.

    seq: Record it reflects.
    time: Engine time it reflects.
    mode: Mode.
    stage: Stage of a recovery owed.
    level: Worst of the watched components.
    override: A forced mode stands.
    override_mode: Forced mode.
    override_expires_at: Its end.
    computed_mode: Mode without it.
    mode_since: Since when.
    causes: What stands.
    last_transition: Why the mode changed last.
    emergency_mode: An emergency stands.
    emergency_reason_code: What called it.
    emergency_drawdown_pct: Drawdown, where that called it.
    emergency_activated_at: Since when.
    allow_new_trades: New trades are allowed.
    trading_mode: Ceiling.
    guardian_locked: Guardian.
    guardian_since: Since when.
    drawdown_pct: Present drawdown in percent.
    peak: Peak.
    equity: Last accepted equity.
    equity_age_ms: Its age.
    hitl_enabled: Approvals are asked.
    policy_store: Safeguard: the policy says what is acted on.
    emergency_stop: Safeguard: it reaches the broker.
    event_buffer: Safeguard: inputs are taken; known outside the machine alone.
    trade_state: Safeguard: requests and trades agree.
    sizing_fallback: Safeguard: orders shrink where volatility is high.
    model_sync: Safeguard: every consumer uses the promoted versions.
    drawdown_monitor: Safeguard: it has an equity to judge.
    override_operator_id: Who forced.
    override_reason: Why.
    emergency_reason: Why, in words that came in.
    guardian_reason: Why locked.
    """

    TEMPLATE_ID: ClassVar[int] = 300

    seq: int
    time: int
    mode: SystemMode
    level: SystemLevel
    override: bool
    computed_mode: SystemMode
    mode_since: int
    causes: ReasonSet
    emergency_mode: bool
    allow_new_trades: bool
    trading_mode: TradingMode
    guardian_locked: bool
    hitl_enabled: bool
    policy_store: SafeguardState
    emergency_stop: SafeguardState
    event_buffer: SafeguardState
    trade_state: SafeguardState
    sizing_fallback: SafeguardState
    model_sync: SafeguardState
    drawdown_monitor: SafeguardState
    stage: Optional[RecoveryStage] = None
    override_mode: Optional[SystemMode] = None
    override_expires_at: Optional[int] = None
    last_transition: Optional[ReasonCode] = None
    emergency_reason_code: Optional[ReasonCode] = None
    emergency_drawdown_pct: Optional[Decimal] = None
    emergency_activated_at: Optional[int] = None
    guardian_since: Optional[int] = None
    drawdown_pct: Optional[Decimal] = None
    peak: Optional[Decimal] = None
    equity: Optional[Decimal] = None
    equity_age_ms: Optional[int] = None
    override_operator_id: Optional[str] = None
    override_reason: Optional[str] = None
    emergency_reason: Optional[str] = None
    guardian_reason: Optional[str] = None


@dataclass(frozen=True)
class PermissionsView(Message):
    """What the gate allows now (G-7).

    seq: Record it reflects.
    time: Engine time it reflects.
    mode: Mode.
    stage: Stage of a recovery owed.
    allowed: Allowed actions.
    warned: Allowed with a warning.
    emergency: An emergency stands.
    """

    TEMPLATE_ID: ClassVar[int] = 301

    seq: int
    time: int
    mode: SystemMode
    allowed: ActionSet
    warned: ActionSet
    emergency: bool
    stage: Optional[RecoveryStage] = None


@dataclass(frozen=True)
class ComponentView(Message):
    """Health of a component.

    seq: Record it reflects.
    time: Engine time it reflects.
    source: The component.
    level: Level.
    consecutive_failures: Failures in a row.
    last_reason: Last cause it raised.
    last_seen_at: Last sign of life.
    unstable_since: First failure in a row.
    required: Recovery waits for it.
    """

    TEMPLATE_ID: ClassVar[int] = 302

    seq: int
    time: int
    source: ComponentSource
    level: SystemLevel
    consecutive_failures: int
    required: bool
    last_reason: Optional[ReasonCode] = None
    last_seen_at: Optional[int] = None
    unstable_since: Optional[int] = None


@dataclass(frozen=True)
class RecoveryView(Message):
    """The recovery owed.

    seq: Record it reflects.
    time: Engine time it reflects.
    trigger: What began the run.
    stage: The stage.
    attempt: Attempt, from 1.
    since: When the stage began.
    broker_healthy: Evidence: broker.
    quotes_fresh: Evidence: quotes.
    risk_healthy: Evidence: risk.
    book_reconciled: Evidence: book.
    equity_fresh: Evidence: equity.
    required_heard: Evidence: every required component gave a sign.
    run_id: The run.
    """

    TEMPLATE_ID: ClassVar[int] = 303

    seq: int
    time: int
    trigger: RecoveryTrigger
    stage: RecoveryStage
    attempt: int
    since: int
    broker_healthy: bool
    quotes_fresh: bool
    risk_healthy: bool
    book_reconciled: bool
    equity_fresh: bool
    required_heard: bool
    run_id: str


@dataclass(frozen=True)
class ApprovalView(Message):
    """A request, pending or decided.

    seq: Record it reflects.
    time: Engine time it reflects.
    seconds_remaining: Until it ends.
    id: Same as tradeId.
    trade_id: The trade.
    strategy_id: The strategy.
    intent_id: The intent.
    action: What is asked.
    trading_mode: How real.
    symbol: Symbol.
    side: Side.
    quantity: Sized quantity.
    leverage: Leverage.
    risk_pct: Share of equity at risk in percent.
    confidence: 0 to 1.
    request_price: Mid at the request; without a fresh quote the order's own price.
    correlation_id: Of the intent.
    status: State of the request.
    requested_at: When it was asked.
    expires_at: When it ends.
    decided_at: When it was decided.
    decision_channel: Where.
    row_hash: SHA-256 over the fields in order (H-9).
    order_price: Price of the order, 0 for a market order.
    model_name: Model that made it.
    model_version: Version of that model.
    reasoning_summary: Why, for the person who approves.
    decided_by: Who.
    decision_reason: Outcome in a word, or the reason in the person's words.
    decision_comment: Anything else the person said.
    """

    TEMPLATE_ID: ClassVar[int] = 304

    seq: int
    time: int
    id: int
    trade_id: int
    strategy_id: int
    intent_id: int
    action: ActionType
    trading_mode: TradingMode
    symbol: str
    side: Side
    quantity: Decimal
    leverage: Decimal
    request_price: Decimal
    status: TradeState
    requested_at: int
    expires_at: int
    row_hash: bytes
    seconds_remaining: Optional[int] = None
    risk_pct: Optional[Decimal] = None
    confidence: Optional[Decimal] = None
    correlation_id: Optional[UUID] = None
    decided_at: Optional[int] = None
    decision_channel: Optional[Channel] = None
    order_price: Optional[Decimal] = None
    model_name: Optional[str] = None
    model_version: Optional[str] = None
    reasoning_summary: Optional[str] = None
    decided_by: Optional[str] = None
    decision_reason: Optional[str] = None
    decision_comment: Optional[str] = None


@dataclass(frozen=True)
class TradeView(Message):
    """A trade.

    seq: Record it reflects.
    time: Engine time it reflects.
    trade_id: The trade.
    strategy_id: The strategy.
    intent_id: The intent.
    symbol: Symbol.
    side: Side.
    trading_mode: How real.
    quantity: Ordered.
    filled_quantity: Filled.
    average_price: Average fill price.
    state: State.
    since: When it entered the state.
    """

    TEMPLATE_ID: ClassVar[int] = 305

    seq: int
    time: int
    trade_id: int
    strategy_id: int
    intent_id: int
    symbol: str
    side: Side
    trading_mode: TradingMode
    quantity: Decimal
    filled_quantity: Decimal
    average_price: Decimal
    state: TradeState
    since: int


@dataclass(frozen=True)
class PositionView(Message):
    """A position.

    seq: Record it reflects.
    time: Engine time it reflects.
    symbol: Symbol.
    trading_mode: Which book.
    quantity: Signed.
    average_price: Average price, once it is known.
    reported_age_ms: Since the last full report (live).
    stale: That report is too old (C-4).
    reported_quantity: Position in the newest full report (live).
    reported_at: When that report was complete.
    differs: Book and report differ (R-4).
    """

    TEMPLATE_ID: ClassVar[int] = 306

    seq: int
    time: int
    symbol: str
    trading_mode: TradingMode
    quantity: Decimal
    stale: bool
    average_price: Optional[Decimal] = None
    reported_age_ms: Optional[int] = None
    reported_quantity: Optional[Decimal] = None
    reported_at: Optional[int] = None
    differs: Optional[bool] = None


@dataclass(frozen=True)
class QuoteView(Message):
    """The last quote of a symbol.

    seq: Record it reflects.
    time: Engine time it reflects.
    symbol: Symbol.
    bid: Best bid.
    ask: Best ask.
    age_ms: Age.
    stale: Too old (C-4).
    watched: The freshness rules hold for it (C-7).
    """

    TEMPLATE_ID: ClassVar[int] = 307

    seq: int
    time: int
    symbol: str
    bid: Decimal
    ask: Decimal
    age_ms: int
    stale: bool
    watched: Optional[bool] = None


@dataclass(frozen=True)
class CommandView(Message):
    """An open command to a broker.

    seq: Record it reflects.
    time: Engine time it reflects.
    command_id: The command.
    kind: Cancel or reduce_only.
    trade_id: The trade, 0 for a close.
    symbol: Symbol.
    side: Side of a close.
    quantity: Quantity of a close.
    trading_mode: Which adapter.
    attempt: Attempt so far.
    since: When it was issued.
    order_ref: The venue's id of an order that is not ours.
    """

    TEMPLATE_ID: ClassVar[int] = 308

    seq: int
    time: int
    command_id: int
    kind: ActionType
    trade_id: int
    symbol: str
    trading_mode: TradingMode
    attempt: int
    since: int
    side: Optional[Side] = None
    quantity: Optional[Decimal] = None
    order_ref: Optional[str] = None


@dataclass(frozen=True)
class RequestView(Message):
    """A command that waits for a second operator, or has ended.

    seq: Record it reflects.
    time: Engine time it reflects.
    request_id: The request.
    command: The command.
    expires_at: Its end.
    requested_at: When it was asked for.
    state: Waiting, or how it ended.
    code: Answer to it, once it has ended.
    operator_id: Who asked.
    input: The whole command.
    """

    TEMPLATE_ID: ClassVar[int] = 309

    seq: int
    time: int
    request_id: int
    command: MessageType
    expires_at: int
    operator_id: str
    requested_at: Optional[int] = None
    state: Optional[RequestState] = None
    code: Optional[Code] = None
    input: Optional[bytes] = None


@dataclass(frozen=True)
class LockoutView(Message):
    """A lockout.

    seq: Record it reflects.
    time: Engine time it reflects.
    lockout_id: The lockout.
    symbol: Symbol.
    lockout_type: Why in a word.
    created_at: Begin.
    expires_at: End.
    seconds_remaining: Until the end.
    trading_mode: Mode of the orders that it holds, absent if all (L-3).
    reason: Why.
    created_by: Who.
    """

    TEMPLATE_ID: ClassVar[int] = 310

    seq: int
    time: int
    lockout_id: int
    symbol: str
    lockout_type: LockoutType
    created_at: int
    expires_at: int
    seconds_remaining: int
    trading_mode: Optional[TradingMode] = None
    reason: Optional[str] = None
    created_by: Optional[str] = None


@dataclass(frozen=True)
class PolicyView(Message):
    """The policy record (P-1).

    seq: Record it reflects.
    time: Engine time it reflects.
    version: Version.
    emergency_mode: An emergency stands.
    allow_new_trades: New trades are allowed.
    emergency_activated_at: Since when.
    trading_mode: Ceiling.
    hitl_enabled: Approvals are asked.
    auto_approve_paper: Paper needs no person.
    require_approval_for_live: Live needs a person.
    approval_timeout_seconds: Life of a request.
    slippage_max_percent: Largest move before approval.
    override_mode: Forced mode.
    guardian_locked: Guardian.
    emergency_reason_code: What called the emergency.
    emergency_drawdown_pct: Drawdown, where that called it.
    override_expires_at: End of the forced mode.
    emergency_reason: Why, in words that came in.
    """

    TEMPLATE_ID: ClassVar[int] = 311

    seq: int
    time: int
    version: int
    emergency_mode: bool
    allow_new_trades: bool
    trading_mode: TradingMode
    hitl_enabled: bool
    auto_approve_paper: bool
    require_approval_for_live: bool
    approval_timeout_seconds: int
    slippage_max_percent: Decimal
    guardian_locked: bool
    emergency_activated_at: Optional[int] = None
    override_mode: Optional[SystemMode] = None
    emergency_reason_code: Optional[ReasonCode] = None
    emergency_drawdown_pct: Optional[Decimal] = None
    override_expires_at: Optional[int] = None
    emergency_reason: Optional[str] = None


@dataclass(frozen=True)
class ModelView(Message):
    """A model and who uses it.

    seq: Record it reflects.
    time: Engine time it reflects.
    acknowledged: This consumer uses the promoted version.
    model_name: Model.
    version: Promoted version.
    consumer: Consumer.
    consumer_version: Version it acknowledged.
    """

    TEMPLATE_ID: ClassVar[int] = 312

    seq: int
    time: int
    acknowledged: bool
    model_name: str
    version: str
    consumer: Optional[str] = None
    consumer_version: Optional[str] = None


@dataclass(frozen=True)
class StrategyView(Message):
    """A strategy.

    seq: Record it reflects.
    time: Engine time it reflects.
    strategy_id: The strategy.
    highest_intent_id: Highest intent id.
    enabled: Its intents are taken.
    last_seen_at: Last sign of life.
    """

    TEMPLATE_ID: ClassVar[int] = 313

    seq: int
    time: int
    strategy_id: int
    highest_intent_id: int
    enabled: bool
    last_seen_at: Optional[int] = None


@dataclass(frozen=True)
class ClientView(Message):
    """A client at the door (X-5).

    seq: Record it reflects.
    time: Engine time it reflects.
    client_id: The client, in this run of the engine.
    roles: Its roles; none: a reader.
    road: How it sends.
    since: When it attached.
    os_user: User that the kernel says it is.
    principal: Who it speaks as.
    name: Name that it gave.
    """

    TEMPLATE_ID: ClassVar[int] = 314

    seq: int
    time: int
    client_id: int
    roles: RoleSet
    road: Road
    since: int
    os_user: str
    principal: Optional[str] = None
    name: Optional[str] = None


BY_ID: Dict[int, Type[Message]] = {
    each.TEMPLATE_ID: each
    for each in (
        RecordHeader,
        Attach,
        Attached,
        AttachRefused,
        Detached,
        SignOfLife,
        Listen,
        AnswerWanted,
        Input,
        Told,
        Answer,
        OrderIntent,
        StrategyHeartbeat,
        ModelAck,
        Quote,
        EquityUpdate,
        ExecutionReport,
        PositionReport,
        OpenOrder,
        TradeClosed,
        TradeSettled,
        Heartbeat,
        ProbeResult,
        SystemEvent,
        RecoveryStageResult,
        EmergencyStop,
        GuardianLock,
        LockoutCreate,
        ModelPromoted,
        IntegrityViolation,
        DeepLinkIssue,
        DeepLinkUse,
        CashFlow,
        StrategyDisable,
        AccessRefused,
        StartRecovery,
        ApprovalDecision,
        ForceMode,
        ReleaseOverride,
        EmergencyReset,
        GuardianUnlock,
        PolicyUpdate,
        LockoutDelete,
        StrategyEnable,
        DrawdownReset,
        ConfirmCommand,
        WithdrawCommand,
        SymbolWatch,
        OrderCancel,
        PositionClose,
        EngineStarted,
        SnapshotTaken,
        Seal,
        Tick,
        SyncPoint,
        SegmentsRemoved,
        ClientChanged,
        StrategyDetached,
        Decision,
        TradeTransition,
        ApprovalCreated,
        ApprovalDecided,
        ApprovalExpired,
        ApprovalRestored,
        MarketSnapshot,
        ModeChanged,
        RecoveryProgress,
        RecoverySummary,
        ComponentChanged,
        DrawdownBreach,
        EmergencyChanged,
        ClosePosition,
        CancelOrder,
        BookAdjusted,
        PolicyChanged,
        GuardianChanged,
        LockoutChanged,
        SizingAdjusted,
        ModelChanged,
        DeepLinkChanged,
        CommandRequested,
        CommandResult,
        SecurityAlert,
        BookDiffers,
        CashFlowed,
        SymbolWatchChanged,
        StrategyChanged,
        ClientSeen,
        StatusView,
        PermissionsView,
        ComponentView,
        RecoveryView,
        ApprovalView,
        TradeView,
        PositionView,
        QuoteView,
        CommandView,
        RequestView,
        LockoutView,
        PolicyView,
        ModelView,
        StrategyView,
        ClientView,
    )
}
