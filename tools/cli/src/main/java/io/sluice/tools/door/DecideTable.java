package io.sluice.tools.door;

import static io.sluice.tools.door.Row.may;
import static io.sluice.tools.door.Row.must;
import static io.sluice.tools.door.Row.reason;

import io.sluice.control.view.View;
import java.util.List;

/** The commands of an operator who decides: held orders, and commands that wait for a second operator. */
final class DecideTable {
    private static final Row.Ask NONE = null;

    static final List<Row> ROWS = List.of(
            new Row(
                    "approve",
                    "Approves a held order; prints it first.",
                    List.of(must("ID", "Trade of the request."), may("--comment", "TEXT", "Anything to record.")),
                    NONE,
                    "548864 --comment 'as agreed'",
                    (desk, a) -> {
                        final byte[] hash = desk.showRequest(a.id("ID"));
                        return hash == null
                                ? desk.door().approve(a.id("ID"), a.text("--comment"))
                                : desk.door().approve(a.id("ID"), hash, a.text("--comment"));
                    }),
            new Row(
                    "reject",
                    "Rejects a held order.",
                    List.of(must("ID", "Trade of the request."), reason()),
                    NONE,
                    "548864 --reason 'too large'",
                    (desk, a) -> desk.door().reject(a.id("ID"), a.text("--reason"))),
            new Row(
                    "cancel-request",
                    "Takes a held order back.",
                    List.of(must("ID", "Trade of the request."), may("--reason", "TEXT", "Why.")),
                    NONE,
                    "548864",
                    (desk, a) -> desk.door().cancelRequest(a.id("ID"), a.text("--reason"))),
            new Row(
                    "confirm",
                    "Confirms another operator's command; shows it whole.",
                    List.of(must("ID", "The waiting request, as in sluice confirmations.")),
                    (desk, a) -> {
                        desk.show(
                                desk.row(View.REQUESTS, "requestId", a.text("ID")),
                                "command",
                                "operatorId",
                                "loosens",
                                "input",
                                "requestedAt",
                                "expiresAt",
                                "state");
                        return "Confirm request " + a.text("ID") + "?";
                    },
                    "565248 --as bob",
                    (desk, a) -> desk.door().confirm(a.id("ID"))),
            new Row(
                    "withdraw",
                    "Takes back a command that waits for a second operator.",
                    List.of(must("ID", "The waiting request.")),
                    NONE,
                    "565248",
                    (desk, a) -> desk.door().withdraw(a.id("ID"))));

    private DecideTable() {}
}
