package io.sluice.control.client;

import io.sluice.codec.AccessRefusedDecoder;
import io.sluice.codec.ClientChangedDecoder;
import io.sluice.codec.ClientPhase;
import io.sluice.codec.ClientSeenEncoder;
import io.sluice.codec.Code;
import io.sluice.control.image.Image;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The clients at the door, in the order in which they attached, and those who were refused. Clients are
 * few: they are searched one by one.
 */
public final class ClientBook {
    /** Most clients; the door lets no more in. */
    public static final int MAX = 1024;

    private static final int MAX_WHO = 64;
    private static final byte[] COLON = {':', ' '};

    private final Step step;
    private final Alerts alerts;
    private final List<SeenClient> clients = new ArrayList<>();
    private final ClientSeenEncoder seen = new ClientSeenEncoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer detail = new UnsafeBuffer(new byte[2 * MAX_WHO + COLON.length]);
    private final SeenClient present = new SeenClient();

    /**
     * @param step   where clients are told of.
     * @param alerts where refusals are told of.
     */
    public ClientBook(final Step step, final Alerts alerts) {
        this.step = step;
        this.alerts = alerts;
    }

    /** Who is attached. */
    public List<SeenClient> clients() {
        return clients;
    }

    /** A start: the connections ended with the engine before. */
    public void onStarted() {
        clients.clear();
    }

    /** A client came or went. */
    public Code onChanged(final ClientChangedDecoder in) {
        read(in);
        final int index = indexOf(present.id);
        if (in.phase() == ClientPhase.ATTACHED) {
            if (index < 0 && clients.size() < MAX) {
                final SeenClient client = new SeenClient();
                copy(client);
                clients.add(client);
            }
        } else if (index >= 0) {
            clients.remove(index);
        }
        step.next(seen)
                .clientId(present.id)
                .phase(in.phase())
                .road(present.road)
                .code(in.code())
                .roles()
                .clear();
        seen.buffer().putByte(seen.offset() + ClientSeenEncoder.rolesEncodingOffset(), (byte) present.roles);
        step.end(seen.putOsUser(present.osUser.bytes(), 0, present.osUser.length())
                .putPrincipal(present.principal.bytes(), 0, present.principal.length())
                .putName(present.name.bytes(), 0, present.name.length()));
        return Code.OK;
    }

    /** Somebody was refused at a door. */
    public Code onRefused(final AccessRefusedDecoder in) {
        in.wrapPrincipal(view);
        int length = append(0, view);
        detail.putBytes(length, COLON);
        length += COLON.length;
        in.wrapWhat(view);
        length = append(length, view);
        view.wrap(detail, 0, length);
        final long tradeId = in.tradeId() == AccessRefusedDecoder.tradeIdNullValue() ? 0 : in.tradeId();
        alerts.raise(in.code(), tradeId, view);
        return Code.OK;
    }

    private int append(final int at, final UnsafeBuffer text) {
        detail.putBytes(at, text, 0, text.capacity());
        return at + text.capacity();
    }

    private void read(final ClientChangedDecoder in) {
        present.id = in.clientId();
        present.roles = in.roles().getRaw();
        present.road = in.road();
        present.sinceNs = step.nowNs();
        in.wrapOsUser(view);
        present.osUser.set(view);
        in.wrapPrincipal(view);
        present.principal.set(view);
        in.wrapName(view);
        present.name.set(view);
    }

    private void copy(final SeenClient to) {
        to.id = present.id;
        to.roles = present.roles;
        to.road = present.road;
        to.sinceNs = present.sinceNs;
        to.osUser.set(present.osUser);
        to.principal.set(present.principal);
        to.name.set(present.name);
    }

    private int indexOf(final long id) {
        for (int i = 0; i < clients.size(); i++) {
            if (clients.get(i).id == id) {
                return i;
            }
        }
        return -1;
    }

    /** Images every client. */
    public void image(final Image image) {
        for (int i = 0, count = image.count(clients.size(), MAX); i < count; i++) {
            if (image.isReading()) {
                clients.add(new SeenClient());
            }
            clients.get(i).image(image);
        }
    }
}
