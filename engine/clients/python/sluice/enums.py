"""The enums and sets of the schema.

Written by generate.py from the schema; do not edit.
"""

import enum

from ._spelled import SpelledEnum


class SystemMode(SpelledEnum):
    """Mode of the system; the value is the severity (W-9)."""

    NORMAL = (0, "normal")
    RECOVERING = (1, "recovering")
    DEGRADED = (2, "degraded")
    SAFE_MODE = (3, "safe_mode")
    SAFE_MODE_DISCONNECTED = (4, "safe_mode_disconnected")
    HALT = (5, "halt")


class SystemLevel(SpelledEnum):
    """Health level of a component or of the system, rising (C-6)."""

    HEALTHY = (0, "healthy")
    UNSTABLE = (1, "unstable")
    UNKNOWN = (2, "unknown")
    TRIPPED = (3, "tripped")


class RecoveryStage(SpelledEnum):
    """Stages of a recovery run, in order (R-1)."""

    CONNECT_BROKER = (0, "connect_broker")
    CATCHUP_MARKETDATA = (1, "catchup_marketdata")
    VERIFY_RISK = (2, "verify_risk")
    READY = (3, "ready")


class RecoveryTrigger(SpelledEnum):
    """What began a recovery run."""

    AUTO = (0, "auto")
    MANUAL = (1, "manual")
    COLD_START = (2, "cold_start")


class EventType(SpelledEnum):
    """Kind of a system event."""

    FAIL_CRIT = (0, "fail_crit")
    FAIL_SUPP = (1, "fail_supp")
    RECOVERED = (2, "recovered")
    HEARTBEAT = (3, "heartbeat")
    QUALITY_DEGRADED = (4, "quality_degraded")


class ComponentSource(SpelledEnum):
    """A component whose health is watched."""

    BROKER = (0, "broker")
    MARKET_DATA = (1, "market_data")
    RISK = (2, "risk")
    DB = (3, "db")
    ALERTS = (4, "alerts")
    SYSTEM = (5, "system")


class Severity(SpelledEnum):
    """Severity of an event or outcome."""

    INFO = (0, "info")
    WARNING = (1, "warning")
    CRITICAL = (2, "critical")


class ActionType(SpelledEnum):
    """What an intent wants."""

    OPEN = (0, "open")
    SEND = (1, "send")
    AMEND = (2, "amend")
    CANCEL = (3, "cancel")
    REDUCE_ONLY = (4, "reduce_only")
    QUERY = (5, "query")


class TradingMode(SpelledEnum):
    """How real an order is; rising: the lower of two counts (P-3)."""

    DISABLED = (0, "disabled")
    PAPER = (1, "paper")
    LIVE = (2, "live")


class Side(SpelledEnum):
    """Side of an order."""

    BUY = (0, "BUY")
    SELL = (1, "SELL")


class Verdict(SpelledEnum):
    """Answer to an intent."""

    ALLOW = (0, "ALLOW")
    HOLD = (1, "HOLD")
    REJECT = (2, "REJECT")


class SafeguardState(SpelledEnum):
    """Whether a safeguard is at work (O-3)."""

    ACTIVE = (0, "ACTIVE")
    OFF = (1, "OFF")
    FAILED = (2, "FAILED")


class TradeState(SpelledEnum):
    """Life of a trade (H-3)."""

    PENDING = (0, "PENDING")
    AWAITING_APPROVAL = (1, "AWAITING_APPROVAL")
    ACCEPTED = (2, "ACCEPTED")
    REJECTED = (3, "REJECTED")
    FILLED = (4, "FILLED")
    CLOSED = (5, "CLOSED")
    SETTLED = (6, "SETTLED")
    CANCELLED = (7, "CANCELLED")


class LockoutType(SpelledEnum):
    """Why a symbol is locked (L-3)."""

    MANUAL = (0, "manual")
    NEWS_SHOCK = (1, "news_shock")
    COOLDOWN = (2, "cooldown")


class VolatilityRegime(SpelledEnum):
    """Volatility as the strategy sees it."""

    LOW = (0, "low")
    NORMAL = (1, "normal")
    HIGH = (2, "high")


class Channel(SpelledEnum):
    """Where a decision of a person came from."""

    CLI = (0, "CLI")
    WEB = (1, "WEB")
    API = (2, "API")
    DISCORD = (3, "DISCORD")
    SYSTEM = (4, "SYSTEM")
    TELEGRAM = (5, "TELEGRAM")


class Role(SpelledEnum):
    """Role of a sender, given by its door (W-8)."""

    STRATEGY = (0, "strategy")
    BROKER = (1, "broker")
    MARKET = (2, "market")
    RISK = (3, "risk")
    OPERATOR = (4, "operator")
    MONITOR = (5, "monitor")
    ENGINE = (6, "engine")


class ReasonCode(SpelledEnum):
    """Why the mode changes (M-2)."""

    BROKER_DISCONNECT = (0, "broker.disconnect")
    BROKER_RECONNECTED = (1, "broker.reconnected")
    BROKER_MISMATCH = (2, "broker.mismatch")
    MARKET_DATA_STALE = (3, "market_data.stale")
    MARKET_DATA_QUALITY_LOW = (4, "market_data.quality_low")
    RISK_TIMEOUT = (5, "risk.timeout")
    RISK_BREACH_HARD = (6, "risk.breach_hard")
    POSITION_UNKNOWN = (7, "position.unknown")
    DB_WRITE_FAIL_BUFFERED = (8, "db.write_fail_buffered")
    DB_BUFFER_OVERFLOW = (9, "db.buffer_overflow")
    ALERTS_CHANNEL_DOWN = (10, "alerts.channel_down")
    RECOVERY_FAILED = (11, "recovery.failed")
    RECOVERY_COMPLETE = (12, "recovery.complete")
    ALL_HEALTHY = (13, "all.healthy")
    COLD_START = (14, "cold_start")
    FORCE_OVERRIDE = (15, "force_override")
    RISK_BREACH_SOFT = (16, "risk.breach_soft")
    EQUITY_STALE = (17, "equity.stale")
    SYSTEM_UNKNOWN = (18, "system.unknown")
    OVERRIDE_EXPIRED = (19, "override.expired")
    RECOVERY_MANUAL = (20, "recovery.manual")
    RECOVERY_AUTO = (21, "recovery.auto")
    EMERGENCY_OPERATOR = (22, "emergency.operator")


class Code(SpelledEnum):
    """Why a decision or an answer is what it is (G-3, H-4, O-4)."""

    OK = (0, "OK")
    MALFORMED = (1, "MALFORMED")
    DUPLICATE_INTENT = (2, "DUPLICATE_INTENT")
    INTENT_ID_REUSED = (3, "INTENT_ID_REUSED")
    INTENT_ID_GAP = (4, "INTENT_ID_GAP")
    TRADING_DISABLED = (5, "TRADING_DISABLED")
    STRATEGY_DISABLED = (6, "STRATEGY_DISABLED")
    EMERGENCY = (7, "EMERGENCY")
    GATE_REFUSED = (8, "GATE_REFUSED")
    UNKNOWN_TRADE = (9, "UNKNOWN_TRADE")
    NOT_OWNER = (10, "NOT_OWNER")
    WRONG_STATE = (11, "WRONG_STATE")
    NEW_TRADES_BLOCKED = (12, "NEW_TRADES_BLOCKED")
    SEC_020 = (13, "SEC-020")
    SYMBOL_LOCKED = (14, "SYMBOL_LOCKED")
    STALE_MODEL = (15, "STALE_MODEL")
    DRAWDOWN_SOFT = (16, "DRAWDOWN_SOFT")
    EQUITY_SUSPECT = (17, "EQUITY_SUSPECT")
    LEVERAGE_CAP = (18, "LEVERAGE_CAP")
    SIZE_ZERO = (19, "SIZE_ZERO")
    LIMIT_ORDER_QTY = (20, "LIMIT_ORDER_QTY")
    LIMIT_NOTIONAL = (21, "LIMIT_NOTIONAL")
    LIMIT_COLLAR = (22, "LIMIT_COLLAR")
    LIMIT_POSITION = (23, "LIMIT_POSITION")
    LIMIT_OPEN_ORDERS = (24, "LIMIT_OPEN_ORDERS")
    LIMIT_RATE = (25, "LIMIT_RATE")
    LIMIT_REPEAT = (26, "LIMIT_REPEAT")
    LIMIT_DAILY_LOSS = (27, "LIMIT_DAILY_LOSS")
    NO_FRESH_QUOTE = (28, "NO_FRESH_QUOTE")
    NOT_REDUCING = (29, "NOT_REDUCING")
    CAPACITY = (30, "CAPACITY")
    APPROVAL_REQUIRED = (31, "APPROVAL_REQUIRED")
    AUTO_APPROVED = (32, "AUTO_APPROVED")
    HITL_DISABLED = (33, "HITL_DISABLED")
    OPERATOR_REJECTED = (34, "OPERATOR_REJECTED")
    CANCELLED = (35, "CANCELLED")
    HITL_TIMEOUT = (36, "HITL_TIMEOUT")
    GUARDIAN_LOCK = (37, "GUARDIAN_LOCK")
    EMERGENCY_STOP = (38, "EMERGENCY_STOP")
    ROW_HASH_MISMATCH = (39, "ROW_HASH_MISMATCH")
    SEC_001 = (40, "SEC-001")
    SEC_030 = (41, "SEC-030")
    SEC_040 = (42, "SEC-040")
    SEC_050 = (43, "SEC-050")
    SEC_080 = (44, "SEC-080")
    SEC_090 = (45, "SEC-090")
    NOT_FOUND = (46, "NOT_FOUND")
    ALREADY_DECIDED = (47, "ALREADY_DECIDED")
    EXPIRED = (48, "EXPIRED")
    NOT_SUPPORTED = (49, "NOT_SUPPORTED")
    REASON_MISMATCH = (50, "REASON_MISMATCH")
    NOT_FLAT = (51, "NOT_FLAT")
    DRAWDOWN_HARD = (52, "DRAWDOWN_HARD")
    NOT_ACTIVE = (53, "NOT_ACTIVE")
    OVERRIDE_REFUSED = (54, "OVERRIDE_REFUSED")
    MISSING_REASON = (55, "MISSING_REASON")
    TTL_OUT_OF_RANGE = (56, "TTL_OUT_OF_RANGE")
    MIXED_CHANGE = (57, "MIXED_CHANGE")
    VERSION_CONFLICT = (58, "VERSION_CONFLICT")
    SAME_OPERATOR = (59, "SAME_OPERATOR")
    VOID = (60, "VOID")
    REPEATED = (61, "REPEATED")
    OUT_OF_RANGE = (62, "OUT_OF_RANGE")
    LATE_FILL = (63, "LATE_FILL")
    OVERFILL = (64, "OVERFILL")
    UNAPPROVED_ORDER = (65, "UNAPPROVED_ORDER")
    UNKNOWN_ORDER = (66, "UNKNOWN_ORDER")
    NOT_AT_BROKER = (67, "NOT_AT_BROKER")
    BROKER_REJECTED = (68, "BROKER_REJECTED")
    BROKER_EXPIRED = (69, "BROKER_EXPIRED")
    BROKER_FILLED = (70, "BROKER_FILLED")
    BROKER_CANCELLED = (71, "BROKER_CANCELLED")
    REQUESTED = (72, "REQUESTED")
    OPERATOR_APPROVED = (73, "OPERATOR_APPROVED")
    BROKER_CLOSED = (74, "BROKER_CLOSED")
    BROKER_SETTLED = (75, "BROKER_SETTLED")
    DISCONNECTED = (76, "DISCONNECTED")
    RL_FALLBACK_HIGH_VOL = (77, "RL_FALLBACK_HIGH_VOL")
    HIGH_VOL_LEVERAGE = (78, "HIGH_VOL_LEVERAGE")
    ENGINE_LOST = (79, "ENGINE_LOST")
    ENGINE_STOPPED = (80, "ENGINE_STOPPED")
    BACK_PRESSURED = (81, "BACK_PRESSURED")
    COMMAND_UNKNOWN = (82, "COMMAND_UNKNOWN")
    SYMBOL_UNWATCHED = (83, "SYMBOL_UNWATCHED")
    EXECUTION_CONFLICT = (84, "EXECUTION_CONFLICT")
    ENDED_ORDER_WORKS = (85, "ENDED_ORDER_WORKS")
    REDUCE_ONLY_EXCESS = (86, "REDUCE_ONLY_EXCESS")
    OVERSIZE_REPLACED = (87, "OVERSIZE_REPLACED")
    COMMAND_ENDED = (88, "COMMAND_ENDED")
    STAGE_IGNORED = (89, "STAGE_IGNORED")


class ExecutionStatus(SpelledEnum):
    """What a broker reports of an order."""

    NEW = (0, "NEW")
    PARTIAL = (1, "PARTIAL")
    FILLED = (2, "FILLED")
    CANCELLED = (3, "CANCELLED")
    REJECTED = (4, "REJECTED")
    EXPIRED = (5, "EXPIRED")
    CANCEL_REJECTED = (6, "CANCEL_REJECTED")
    COMMAND_REJECTED = (7, "COMMAND_REJECTED")
    REPLACED = (8, "REPLACED")
    REPLACE_REJECTED = (9, "REPLACE_REJECTED")


class ApprovalAnswer(SpelledEnum):
    """What a person answers."""

    APPROVE = (0, "APPROVE")
    REJECT = (1, "REJECT")
    CANCEL = (2, "CANCEL")


class RecoveryResult(SpelledEnum):
    """What became of a stage or run."""

    STARTED = (0, "STARTED")
    PASSED = (1, "PASSED")
    FAILED = (2, "FAILED")
    IGNORED = (3, "IGNORED")
    COMPLETED = (4, "COMPLETED")
    ABANDONED = (5, "ABANDONED")


class BreachLevel(SpelledEnum):
    """Which drawdown limit."""

    SOFT = (0, "SOFT")
    HARD = (1, "HARD")
    SUSPECT = (2, "SUSPECT")


class EmergencyPhase(SpelledEnum):
    """Phase of an emergency stop."""

    TRIGGERED = (0, "TRIGGERED")
    RETRY = (1, "RETRY")
    COMPLETED = (2, "COMPLETED")
    UNCONFIRMED = (3, "UNCONFIRMED")
    CLEARED = (4, "CLEARED")


class LockoutPhase(SpelledEnum):
    """Phase of a lockout."""

    CREATED = (0, "CREATED")
    REMOVED = (1, "REMOVED")
    EXPIRED = (2, "EXPIRED")


class BookPhase(SpelledEnum):
    """Whether book and broker agree about a symbol (R-4)."""

    DIFFERS = (0, "DIFFERS")
    AGREES = (1, "AGREES")


class StrategyPhase(SpelledEnum):
    """What changed about a strategy."""

    ENABLED = (0, "ENABLED")
    DISABLED = (1, "DISABLED")
    SILENT = (2, "SILENT")
    HEARD = (3, "HEARD")


class RequestState(SpelledEnum):
    """State of a command that needs a second operator (O-1)."""

    WAITING = (0, "WAITING")
    CONFIRMED = (1, "CONFIRMED")
    WITHDRAWN = (2, "WITHDRAWN")
    EXPIRED = (3, "EXPIRED")
    VOID = (4, "VOID")


class LinkPhase(SpelledEnum):
    """Phase of a deep link."""

    ISSUED = (0, "ISSUED")
    USED = (1, "USED")
    REFUSED = (2, "REFUSED")


class JournalKind(SpelledEnum):
    """What a journal is for (W-5)."""

    LIVE = (0, "live")
    DEMO = (1, "demo")
    PLAY = (2, "play")


class StartKind(SpelledEnum):
    """How an engine starts."""

    FIRST = (0, "first")
    CLEAN = (1, "clean")
    CRASH = (2, "crash")
    EPOCH = (3, "epoch")


class SyncMode(SpelledEnum):
    """When records are forced to the device (J-5)."""

    NONE = (0, "none")
    INTERVAL = (1, "interval")
    OPERATOR = (2, "operator")
    EACH = (3, "each")


class PolicyField(SpelledEnum):
    """A field of the policy record (P-1)."""

    EMERGENCY_MODE = (0, "emergencyMode")
    ALLOW_NEW_TRADES = (1, "allowNewTrades")
    EMERGENCY_REASON = (2, "emergencyReason")
    EMERGENCY_ACTIVATED_AT = (3, "emergencyActivatedAt")
    TRADING_MODE = (4, "tradingMode")
    HITL_ENABLED = (5, "hitlEnabled")
    AUTO_APPROVE_PAPER = (6, "autoApprovePaper")
    REQUIRE_APPROVAL_FOR_LIVE = (7, "requireApprovalForLive")
    APPROVAL_TIMEOUT_SECONDS = (8, "approvalTimeoutSeconds")
    SLIPPAGE_MAX_PERCENT = (9, "slippageMaxPercent")
    OVERRIDE_MODE = (10, "overrideMode")
    OVERRIDE_EXPIRES_AT = (11, "overrideExpiresAt")
    GUARDIAN_LOCKED = (12, "guardianLocked")


class MessageType(SpelledEnum):
    """Type of an input; the value is its template id."""

    ORDER_INTENT = (100, "OrderIntent")
    STRATEGY_HEARTBEAT = (101, "StrategyHeartbeat")
    MODEL_ACK = (102, "ModelAck")
    QUOTE = (103, "Quote")
    EQUITY_UPDATE = (104, "EquityUpdate")
    EXECUTION_REPORT = (105, "ExecutionReport")
    POSITION_REPORT = (106, "PositionReport")
    OPEN_ORDER = (107, "OpenOrder")
    TRADE_CLOSED = (108, "TradeClosed")
    TRADE_SETTLED = (109, "TradeSettled")
    HEARTBEAT = (110, "Heartbeat")
    PROBE_RESULT = (111, "ProbeResult")
    SYSTEM_EVENT = (112, "SystemEvent")
    RECOVERY_STAGE_RESULT = (113, "RecoveryStageResult")
    EMERGENCY_STOP = (114, "EmergencyStop")
    GUARDIAN_LOCK = (115, "GuardianLock")
    LOCKOUT_CREATE = (116, "LockoutCreate")
    MODEL_PROMOTED = (117, "ModelPromoted")
    INTEGRITY_VIOLATION = (118, "IntegrityViolation")
    DEEP_LINK_ISSUE = (119, "DeepLinkIssue")
    DEEP_LINK_USE = (120, "DeepLinkUse")
    CASH_FLOW = (121, "CashFlow")
    STRATEGY_DISABLE = (122, "StrategyDisable")
    ACCESS_REFUSED = (123, "AccessRefused")
    START_RECOVERY = (140, "StartRecovery")
    APPROVAL_DECISION = (141, "ApprovalDecision")
    FORCE_MODE = (142, "ForceMode")
    RELEASE_OVERRIDE = (143, "ReleaseOverride")
    EMERGENCY_RESET = (144, "EmergencyReset")
    GUARDIAN_UNLOCK = (145, "GuardianUnlock")
    POLICY_UPDATE = (146, "PolicyUpdate")
    LOCKOUT_DELETE = (147, "LockoutDelete")
    STRATEGY_ENABLE = (148, "StrategyEnable")
    DRAWDOWN_RESET = (149, "DrawdownReset")
    CONFIRM_COMMAND = (150, "ConfirmCommand")
    WITHDRAW_COMMAND = (151, "WithdrawCommand")
    SYMBOL_WATCH = (152, "SymbolWatch")
    ORDER_CANCEL = (153, "OrderCancel")
    POSITION_CLOSE = (154, "PositionClose")
    ENGINE_STARTED = (180, "EngineStarted")
    SNAPSHOT_TAKEN = (181, "SnapshotTaken")
    SEAL = (182, "Seal")
    TICK = (183, "Tick")
    SYNC_POINT = (184, "SyncPoint")
    SEGMENTS_REMOVED = (185, "SegmentsRemoved")
    CLIENT_CHANGED = (186, "ClientChanged")
    STRATEGY_DETACHED = (187, "StrategyDetached")


class Road(SpelledEnum):
    """How the messages of a client travel (X-3)."""

    SLOW = (0, "slow")
    FAST = (1, "fast")


class ClientPhase(SpelledEnum):
    """A client came or went."""

    ATTACHED = (0, "ATTACHED")
    DETACHED = (1, "DETACHED")


class AttachRefusal(SpelledEnum):
    """Why an attach was refused (X-2)."""

    SEC_001 = (0, "SEC-001")
    STRATEGY_TAKEN = (1, "STRATEGY_TAKEN")
    VERSION = (2, "VERSION")
    TOO_MANY = (3, "TOO_MANY")
    FRAME = (4, "FRAME")


class DetachReason(SpelledEnum):
    """Why a client went (X-5)."""

    LEFT = (0, "LEFT")
    GONE = (1, "GONE")
    SILENT = (2, "SILENT")
    TAKEN_OVER = (3, "TAKEN_OVER")
    BAD_FRAME = (4, "BAD_FRAME")
    BAD_RING = (5, "BAD_RING")
    FILE_CUT = (6, "FILE_CUT")
    SLOW = (7, "SLOW")
    STOPPING = (8, "STOPPING")


class RoleSet(enum.Flag):
    """A set of roles: the choice is the role's value."""

    STRATEGY = 1
    BROKER = 2
    MARKET = 4
    RISK = 8
    OPERATOR = 16
    MONITOR = 32


class ToldSet(enum.Flag):
    """Why a client is told an outcome."""

    DECISION = 1
    COMMAND = 2
    ANSWER = 4
    SUBSCRIBED = 8


class ReasonSet(enum.Flag):
    """A set of reasons: the choice is the reason's value."""

    BROKER_DISCONNECT = 1
    BROKER_RECONNECTED = 2
    BROKER_MISMATCH = 4
    MARKET_DATA_STALE = 8
    MARKET_DATA_QUALITY_LOW = 16
    RISK_TIMEOUT = 32
    RISK_BREACH_HARD = 64
    POSITION_UNKNOWN = 128
    DB_WRITE_FAIL_BUFFERED = 256
    DB_BUFFER_OVERFLOW = 512
    ALERTS_CHANNEL_DOWN = 1024
    RECOVERY_FAILED = 2048
    RECOVERY_COMPLETE = 4096
    ALL_HEALTHY = 8192
    COLD_START = 16384
    FORCE_OVERRIDE = 32768
    RISK_BREACH_SOFT = 65536
    EQUITY_STALE = 131072
    SYSTEM_UNKNOWN = 262144
    OVERRIDE_EXPIRED = 524288
    RECOVERY_MANUAL = 1048576
    RECOVERY_AUTO = 2097152
    EMERGENCY_OPERATOR = 4194304


class ActionSet(enum.Flag):
    """A set of actions: the choice is the action's value."""

    OPEN = 1
    SEND = 2
    AMEND = 4
    CANCEL = 8
    REDUCE_ONLY = 16
    QUERY = 32


class WarningSet(enum.Flag):
    """What an ALLOW or HOLD warns of."""

    GATE = 1
    DRAWDOWN_SOFT = 2
    STALE_MODEL = 4
    HITL_DISABLED = 8
    SIZE_REDUCED = 16
