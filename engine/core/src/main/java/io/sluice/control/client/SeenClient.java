package io.sluice.control.client;

import io.sluice.codec.Road;
import io.sluice.control.image.Image;
import io.sluice.control.step.Text;

/** One client at the door. */
public final class SeenClient {
    final Text osUser = new Text(32);
    final Text principal = new Text(64);
    final Text name = new Text(64);
    long id;
    int roles;
    Road road;
    long sinceNs;

    /** Its id in this run of the engine. */
    public long id() {
        return id;
    }

    /** Its roles as bits, each at the role's value. */
    public int roles() {
        return roles;
    }

    /** How it sends. */
    public Road road() {
        return road;
    }

    /** Engine time when it attached. */
    public long sinceNs() {
        return sinceNs;
    }

    /** User that the kernel says it is. */
    public Text osUser() {
        return osUser;
    }

    /** Who it speaks as. */
    public Text principal() {
        return principal;
    }

    /** Name that it gave. */
    public Text name() {
        return name;
    }

    void image(final Image image) {
        id = image.int64(id);
        roles = image.int32(roles);
        road = image.ofEnum(road, Road::value, Road::get);
        sinceNs = image.int64(sinceNs);
        osUser.image(image);
        principal.image(image);
        name.image(image);
    }
}
