package io.sluice.control;

import io.sluice.control.account.AccountBook;
import io.sluice.control.account.BrokerLink;
import io.sluice.control.account.OrderReports;
import io.sluice.control.account.PositionKeeper;
import io.sluice.control.account.PositionReports;
import io.sluice.control.approval.ApprovalBook;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.approval.DecidedRing;
import io.sluice.control.approval.DeepLinks;
import io.sluice.control.client.ClientBook;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.Capacity;
import io.sluice.control.config.Settings;
import io.sluice.control.desk.EventDesk;
import io.sluice.control.desk.Executions;
import io.sluice.control.desk.IntentDesk;
import io.sluice.control.desk.IntentLadder;
import io.sluice.control.desk.PartDesk;
import io.sluice.control.desk.PolicyDesk;
import io.sluice.control.desk.SilenceDesk;
import io.sluice.control.desk.TradeEnds;
import io.sluice.control.drawdown.CashDesk;
import io.sluice.control.drawdown.DrawdownBreaker;
import io.sluice.control.emergency.EmergencyStop;
import io.sluice.control.emergency.Pursuit;
import io.sluice.control.equity.Equity;
import io.sluice.control.foureyes.RequestBook;
import io.sluice.control.guardian.Guardian;
import io.sluice.control.health.HealthMonitor;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.health.WatchDesk;
import io.sluice.control.image.Image;
import io.sluice.control.intent.DecisionDesk;
import io.sluice.control.intent.RiskChecks;
import io.sluice.control.intent.StrategyBook;
import io.sluice.control.limits.LimitChecks;
import io.sluice.control.lockout.LockoutDesk;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.models.ModelRegistry;
import io.sluice.control.origin.Origin;
import io.sluice.control.override.OverrideDesk;
import io.sluice.control.policy.Policy;
import io.sluice.control.recovery.RecoveryMachine;
import io.sluice.control.recovery.RecoveryRun;
import io.sluice.control.sizing.SizingGuard;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.SymbolRules;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.TradeBook;
import io.sluice.schema.Permissions;

/**
 * Every room of the machine, built in the order in which they need each other.
 */
final class Rooms {
    final Settings settings;
    final Step step = new Step();
    final TimerBook timers;
    final Alerts alerts = new Alerts(step);
    final ModelRegistry models = new ModelRegistry(step);
    final Policy policy = new Policy(step);
    final Equity equity = new Equity();
    final BookState book = new BookState();
    final RecoveryRun run = new RecoveryRun(step);
    final Origin origin;
    final InstrumentBook instruments;
    final StrategyBook strategies;
    final ApprovalBook pending;
    final DecidedRing decided;
    final CauseBook causes;
    final ModeMachine modes;
    final HealthMonitor health;
    final QuoteMonitor quotes;
    final TradeBook trades;
    final CloseBook closes;
    final ForeignBook foreigns = new ForeignBook();
    final CommandBook commands;
    final LockoutDesk lockouts;
    final LimitChecks limits;
    final RiskChecks checks;
    final DecisionDesk decisions;
    final ApprovalDesk approvals;
    final SizingGuard sizing;
    final IntentLadder ladder;
    final IntentDesk intents;
    final EmergencyStop emergency;
    final DrawdownBreaker drawdown;
    final PositionKeeper keeper;
    final AccountBook account;
    final PositionReports positionReports;
    final OrderReports orderReports;
    final Pursuit pursuit;
    final BrokerLink link;
    final Executions executions;
    final TradeEnds tradeEnds;
    final PartDesk parts;
    final RecoveryMachine recovery;
    final Guardian guardian;
    final OverrideDesk overrides;
    final DeepLinks links;
    final SilenceDesk silences;
    final RequestBook requests;
    final PolicyDesk policies;
    final EventDesk events;
    final WatchDesk watches;
    final CashDesk cash;
    final ClientBook clients = new ClientBook(step, alerts);

    Rooms(final ControlConfig config) {
        final Capacity capacity = config.capacity();
        final int openCommands = capacity.trades() + 2 * capacity.symbols() + ForeignBook.CAPACITY;
        settings = new Settings(config);
        timers = new TimerBook(64 + capacity.symbols() + capacity.pending() + openCommands + capacity.lockouts());
        origin = new Origin(settings);
        instruments = new InstrumentBook(capacity.symbols(), new SymbolRules(settings, step));
        strategies = new StrategyBook(capacity, settings, step, timers);
        pending = new ApprovalBook(capacity.pending());
        decided = new DecidedRing(capacity.history());
        causes = new CauseBook(settings, step, timers, run);
        modes = new ModeMachine(step, causes, run);
        health = new HealthMonitor(settings, step, timers, causes);
        quotes = new QuoteMonitor(settings, step, timers, causes, health, instruments);
        trades = new TradeBook(capacity, step, quotes, book);
        closes = new CloseBook(2 * capacity.symbols(), step);
        commands = new CommandBook(openCommands, settings, step, timers, book, closes);
        lockouts = new LockoutDesk(capacity.lockouts(), settings, step, timers, instruments);
        limits = new LimitChecks(settings, step, quotes, equity);
        checks = new RiskChecks(settings, modes, causes, policy, equity, lockouts, models, limits);
        decisions = new DecisionDesk(settings, step, modes, strategies);
        approvals = new ApprovalDesk(step, timers, policy, checks, quotes, trades, decisions, alerts, pending, decided);
        sizing = new SizingGuard(settings, step);
        ladder = new IntentLadder(settings, policy, checks, sizing, instruments, trades, approvals);
        intents = new IntentDesk(step, strategies, instruments, trades, ladder, checks, sizing, approvals, decisions);
        keeper = new PositionKeeper(step, causes, quotes, instruments, book);
        account = new AccountBook(
                settings, step, timers, causes, modes, instruments, trades, closes, keeper, book, alerts);
        positionReports = new PositionReports(step, instruments, keeper, account, book);
        orderReports = new OrderReports(settings, step, instruments, trades, closes, commands, foreigns, book, alerts);
        pursuit = new Pursuit(settings, step, timers, causes, instruments, trades, commands, foreigns, book);
        link = new BrokerLink(causes, book, account, positionReports, orderReports, pursuit);
        emergency = new EmergencyStop(
                settings,
                step,
                timers,
                causes,
                run,
                policy,
                instruments,
                trades,
                closes,
                commands,
                foreigns,
                book,
                account,
                pursuit,
                approvals);
        drawdown = new DrawdownBreaker(settings, step, timers, causes, equity, emergency);
        executions =
                new Executions(step, instruments, trades, closes, commands, foreigns, keeper, account, book, alerts);
        tradeEnds = new TradeEnds(trades, instruments, lockouts);
        parts = new PartDesk(instruments, trades, book, approvals, pursuit);
        recovery = new RecoveryMachine(
                settings, step, timers, causes, run, health, quotes, account, book, equity, drawdown);
        policies = new PolicyDesk(policy, emergency);
        guardian = new Guardian(step, policy, approvals);
        overrides = new OverrideDesk(settings, step, timers, causes, modes, policy);
        links = new DeepLinks(step, pending);
        silences = new SilenceDesk(strategies, trades, approvals);
        requests = new RequestBook(settings, step, timers, capacity.history());
        events = new EventDesk(step, causes, run, health, quotes, drawdown, book, instruments);
        watches = new WatchDesk(step, instruments, quotes);
        cash = new CashDesk(step, equity, drawdown);
    }

    /** The gate as one number (G-7). */
    long permissions() {
        return Permissions.of(modes.gateRow(), modes.mode(), modes.stage(), causes.isEmergency());
    }

    /** Images every room that has a state; what is named by others comes before them. */
    void image(final Image image) {
        image.section("step");
        step.image(image);
        image.section("instruments");
        instruments.image(image, timers);
        image.section("trades");
        trades.image(image, instruments);
        image.section("commands");
        closes.image(image, instruments);
        foreigns.image(image);
        commands.image(image, trades, foreigns);
        image.section("approvals");
        pending.image(image, trades, timers);
        image.section("decided");
        decided.image(image);
        image.section("executions");
        executions.image(image);
        image.section("strategies");
        strategies.image(image);
        image.section("limits");
        limits.image(image);
        image.section("lockouts");
        lockouts.image(image);
        image.section("models");
        models.image(image);
        image.section("policy");
        policy.image(image);
        image.section("guardian");
        guardian.image(image);
        image.section("requests");
        requests.image(image);
        image.section("causes");
        causes.image(image);
        image.section("mode");
        modes.image(image);
        image.section("override");
        overrides.image(image);
        image.section("health");
        health.image(image);
        image.section("quotes");
        quotes.image(image);
        image.section("events");
        events.image(image);
        image.section("equity");
        equity.image(image);
        image.section("drawdown");
        drawdown.image(image);
        image.section("cash");
        cash.image(image);
        image.section("emergency");
        pursuit.image(image);
        emergency.image(image);
        image.section("book");
        book.image(image);
        keeper.image(image);
        image.section("account");
        account.image(image);
        positionReports.image(image);
        orderReports.image(image);
        image.section("recovery");
        run.image(image);
        recovery.image(image);
        image.section("clients");
        clients.image(image);
    }
}
