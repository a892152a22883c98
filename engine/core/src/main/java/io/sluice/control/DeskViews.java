package io.sluice.control;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalCreatedEncoder;
import io.sluice.codec.ApprovalViewEncoder;
import io.sluice.codec.ClientViewEncoder;
import io.sluice.codec.Code;
import io.sluice.codec.LockoutViewEncoder;
import io.sluice.codec.ModelViewEncoder;
import io.sluice.codec.RequestState;
import io.sluice.codec.RequestViewEncoder;
import io.sluice.control.approval.Approval;
import io.sluice.control.client.SeenClient;
import io.sluice.control.foureyes.EndedRequests;
import io.sluice.control.foureyes.WaitingCommand;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.models.Model;
import io.sluice.control.step.Text;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The views of what people decide and what stands by their decision: approvals, requests, lockouts, models. */
final class DeskViews {
    private static final Text NOTHING = new Text(0);

    private final Rooms rooms;
    private final ViewRow row;
    private final UnsafeBuffer version = new UnsafeBuffer(0, 0);

    DeskViews(final Rooms rooms, final ViewRow row) {
        this.rooms = rooms;
        this.row = row;
    }

    void pending() {
        final List<Approval> byEnd = new ArrayList<>();
        for (Approval approval = rooms.pending.first(); approval != null; approval = approval.next()) {
            byEnd.add(approval);
        }
        byEnd.sort(Comparator.comparingLong(Approval::expiresNs)
                .thenComparing(approval -> approval.trade().id()));
        final UnsafeBuffer encoded = new UnsafeBuffer(new byte[ViewRow.MAX_BYTES]);
        for (final Approval approval : byEnd) {
            final ApprovalCreatedEncoder shown = new ApprovalCreatedEncoder();
            encoded.putBytes(
                    0, Schema.message(ApprovalCreatedEncoder.TEMPLATE_ID).absentBlock());
            shown.wrap(encoded, 0);
            approval.encode(shown);
            approval(encoded, 0, shown.encodedLength(), row.secondsUntil(approval.expiresNs()));
        }
    }

    void history() {
        for (int i = 0; i < rooms.decided.size(); i++) {
            approval(rooms.decided.bytes(), rooms.decided.offset(i), rooms.decided.length(i), Integer.MIN_VALUE);
        }
    }

    /** The view is a head of its own and then the block and texts of the request, to the byte. */
    private void approval(final DirectBuffer source, final int offset, final int length, final int secondsRemaining) {
        final ApprovalViewEncoder out = row.begin(new ApprovalViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .secondsRemaining(secondsRemaining);
        final int head = ApprovalViewEncoder.BLOCK_LENGTH - ApprovalCreatedDecoder.BLOCK_LENGTH;
        row.buffer().putBytes(out.offset() + head, source, offset, length);
        row.end(head + length);
    }

    void requests() {
        final EndedRequests ended = rooms.requests.ended();
        for (int i = 0; i < ended.size(); i++) {
            final RequestViewEncoder out = row.begin(new RequestViewEncoder());
            row.buffer().putBytes(out.offset(), ended.bytes(), ended.offset(i), ended.length(i));
            out.seq(row.seq()).time(row.now());
            row.end(ended.length(i));
        }
        for (int i = 0; i < rooms.requests.size(); i++) {
            final WaitingCommand request = rooms.requests.at(i);
            final RequestViewEncoder out = row.begin(new RequestViewEncoder());
            out.seq(row.seq()).time(row.now());
            final boolean isVoid = request.isVoid();
            EndedRequests.encode(
                    request,
                    isVoid ? RequestState.VOID : RequestState.WAITING,
                    isVoid ? Code.VOID : Code.NULL_VAL,
                    out);
            row.end(out);
        }
    }

    void lockouts() {
        for (Lockout lockout = rooms.lockouts.first(); lockout != null; lockout = lockout.next()) {
            final LockoutViewEncoder out = row.begin(new LockoutViewEncoder())
                    .seq(row.seq())
                    .time(row.now())
                    .lockoutId(lockout.id())
                    .lockoutType(lockout.type())
                    .createdAt(lockout.createdNs())
                    .expiresAt(lockout.expiresNs())
                    .secondsRemaining(row.secondsUntil(lockout.expiresNs()));
            lockout.instrument().putSymbol(row.buffer(), out.offset() + LockoutViewEncoder.symbolEncodingOffset());
            row.end(out.putReason(lockout.reason().bytes(), 0, lockout.reason().length())
                    .putCreatedBy(
                            lockout.createdBy().bytes(), 0, lockout.createdBy().length()));
        }
    }

    /** A row for each consumer, or one without if nobody has acknowledged the model yet. */
    void models() {
        for (final Model model : rooms.models.models()) {
            if (model.consumers().isEmpty()) {
                model(model, NOTHING, NOTHING, false);
            }
            for (final Model.Consumer consumer : model.consumers()) {
                version.wrap(consumer.version().bytes(), 0, consumer.version().length());
                model(
                        model,
                        consumer.name(),
                        consumer.version(),
                        model.version().is(version));
            }
        }
    }

    void clients() {
        for (final SeenClient client : rooms.clients.clients()) {
            final ClientViewEncoder out = row.begin(new ClientViewEncoder())
                    .seq(row.seq())
                    .time(row.now())
                    .clientId(client.id())
                    .road(client.road())
                    .since(client.sinceNs());
            row.buffer().putByte(out.offset() + ClientViewEncoder.rolesEncodingOffset(), (byte) client.roles());
            row.end(out.putOsUser(client.osUser().bytes(), 0, client.osUser().length())
                    .putPrincipal(
                            client.principal().bytes(), 0, client.principal().length())
                    .putName(client.name().bytes(), 0, client.name().length()));
        }
    }

    private void model(final Model model, final Text consumer, final Text itsVersion, final boolean current) {
        row.end(row.begin(new ModelViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .acknowledged(ViewRow.bool(current))
                .putModelName(model.name().bytes(), 0, model.name().length())
                .putVersion(model.version().bytes(), 0, model.version().length())
                .putConsumer(consumer.bytes(), 0, consumer.length())
                .putConsumerVersion(itsVersion.bytes(), 0, itsVersion.length()));
    }
}
