/* Sluice: a client of the door. See sluice.h for the calls and engine/DOOR.md for the bytes. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "sluice.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define SLUICE_SCHEMA_TABLES
#include "sluice_schema.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the frames are little-endian, and so must the host be"
#endif

enum {
    PROTOCOL = 1,
    MAX_FRAME = 1 << 20,   /* of a frame that the door sends */
    MAX_PENDING = 1 << 16, /* bytes that may wait here for the socket */
    SMALL = 1024,          /* room for any session message but an Input */
    RECORD_HEADER = 8,
    FRAME_TYPE = 1,
    PADDING_TYPE = -1,
    TAIL_AT = 128,
    HEAD_AT = 384,
    ASLEEP_AT = 640,
    TRAILER = 768
};

#define MS 1000000LL
#define SHORTEST_SLEEP_NS 20000
#define LONGEST_SLEEP_NS 200000
/* How often the clock, and with it the socket of the fast road, is looked at where nothing comes. */
#define IDLE_POLLS 16
#define LOOK_NS MS

/* Bytes with a beginning that was read and an end that was written. */
struct bytes {
    uint8_t *at;
    size_t start, end, room;
};

/* One ring, from the side of the one thread here that uses it. */
struct ring {
    uint8_t *base;
    uint32_t capacity;
    int64_t mine;   /* tail of a ring that is written, head of one that is read */
    int64_t theirs; /* head of a ring that is written, as it was last seen */
    uint32_t held;  /* bytes of the message that the caller has */
};

struct sluice {
    int fd;
    int is_fast;
    int is_lost;
    int has_heard; /* since the last look at the clock */
    unsigned idle; /* polls that found nothing */
    char why[SLUICE_WHY];
    uint8_t *attached;
    uint32_t attached_length;
    uint32_t max_frame;
    int64_t heartbeat_ns, silence_ns, last_sent_ns, last_heard_ns, last_look_ns;
    struct bytes in, out;
    size_t held; /* bytes of the frame that the caller has */
    uint8_t *map;
    size_t map_length;
    struct ring to_door, to_client;
};

static int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 * MS + now.tv_nsec;
}

/* ---- Numbers and messages ---- */

void sluice_put8(void *memory, uint32_t offset, uint8_t value) { ((uint8_t *)memory)[offset] = value; }
void sluice_put16(void *memory, uint32_t offset, uint16_t value) { memcpy((uint8_t *)memory + offset, &value, 2); }
void sluice_put32(void *memory, uint32_t offset, int32_t value) { memcpy((uint8_t *)memory + offset, &value, 4); }
void sluice_put64(void *memory, uint32_t offset, int64_t value) { memcpy((uint8_t *)memory + offset, &value, 8); }

uint8_t sluice_get8(const void *memory, uint32_t offset) { return ((const uint8_t *)memory)[offset]; }

uint16_t sluice_get16(const void *memory, uint32_t offset) {
    uint16_t value;
    memcpy(&value, (const uint8_t *)memory + offset, 2);
    return value;
}

int32_t sluice_get32(const void *memory, uint32_t offset) {
    int32_t value;
    memcpy(&value, (const uint8_t *)memory + offset, 4);
    return value;
}

int64_t sluice_get64(const void *memory, uint32_t offset) {
    int64_t value;
    memcpy(&value, (const uint8_t *)memory + offset, 8);
    return value;
}

uint16_t sluice_template(const void *message) { return sluice_get16(message, 2); }

uint32_t sluice_begin(void *memory, size_t room, uint16_t template_id) {
    for (size_t i = 0; i < sizeof sluice_messages / sizeof *sluice_messages; i++) {
        const uint32_t length = SLUICE_HEADER + sluice_messages[i].block;
        if (sluice_messages[i].id != template_id) continue;
        if (room < length) return 0;
        memset(memory, 0, length);
        sluice_put16(memory, 0, sluice_messages[i].block);
        sluice_put16(memory, 2, template_id);
        sluice_put16(memory, 4, SLUICE_SCHEMA_ID);
        sluice_put16(memory, 6, SLUICE_SCHEMA_VERSION);
        for (size_t k = 0; k < sizeof sluice_absent / sizeof *sluice_absent; k++) {
            if (sluice_absent[k].id == template_id) {
                memcpy((uint8_t *)memory + sluice_absent[k].offset, &sluice_absent[k].value, sluice_absent[k].length);
            }
        }
        return length;
    }
    return 0;
}

static uint32_t append(void *memory, size_t room, uint32_t length, const void *bytes, size_t count) {
    if (length == 0 || count > UINT16_MAX || room < length + 2 + count) return 0;
    sluice_put16(memory, length, (uint16_t)count);
    if (count > 0) memcpy((uint8_t *)memory + length + 2, bytes, count);
    return length + 2 + (uint32_t)count;
}

uint32_t sluice_text(void *memory, size_t room, uint32_t length, const char *text) {
    return append(memory, room, length, text, text == NULL ? 0 : strlen(text));
}

/* The text after so many others, and its length; NULL if the message ends before. */
static const char *text_of(const void *message, uint32_t length, int before, uint16_t *count) {
    uint32_t at = SLUICE_HEADER + sluice_get16(message, 0);
    for (;; before--) {
        if (at + 2 > length) return NULL;
        *count = sluice_get16(message, at);
        at += 2;
        if (*count > length - at) return NULL;
        if (before == 0) return (const char *)message + at;
        at += *count;
    }
}

const void *sluice_outcome(const void *told, uint32_t told_length, uint32_t *length) {
    uint16_t count;
    const void *outcome;
    if (told_length < SLUICE_HEADER || sluice_template(told) != SLUICE_TOLD) return NULL;
    outcome = text_of(told, told_length, 1, &count);
    if (outcome == NULL || count < SLUICE_HEADER) return NULL;
    *length = count;
    return outcome;
}

/* ---- The end of a session ---- */

static int lost(sluice *door, const char *why) {
    if (!door->is_lost) {
        door->is_lost = 1;
        snprintf(door->why, sizeof door->why, "%s", why);
    }
    return SLUICE_LOST;
}

/* What the door said last: AttachRefused and Detached have a code first and a sentence after it. */
static void sentence_of(const void *message, uint32_t length, char *why) {
    static const char *const refusals[] = {"SEC-001", "STRATEGY_TAKEN", "VERSION", "TOO_MANY", "FRAME"};
    static const char *const reasons[] = {"LEFT",     "GONE",     "SILENT", "TAKEN_OVER", "BAD_FRAME",
                                          "BAD_RING", "FILE_CUT", "SLOW",   "STOPPING"};
    const int is_refusal = sluice_template(message) == SLUICE_ATTACH_REFUSED;
    const size_t known = is_refusal ? sizeof refusals / sizeof *refusals : sizeof reasons / sizeof *reasons;
    uint16_t count = 0;
    uint8_t code;
    const char *text;
    if (length <= SLUICE_HEADER) return;
    code = sluice_get8(message, SLUICE_HEADER);
    text = text_of(message, length, 0, &count);
    snprintf(why, SLUICE_WHY, "%s: %.*s", code >= known ? "?" : is_refusal ? refusals[code] : reasons[code],
             text == NULL ? 0 : (int)count, text == NULL ? "" : text);
}

const char *sluice_why(const sluice *door) { return door->why; }
int sluice_fd(const sluice *door) { return door->fd; }

const void *sluice_attached(const sluice *door, uint32_t *length) {
    *length = door->attached_length;
    return door->attached;
}

/* ---- The socket ---- */

/* Makes room at the end, by moving what is there to the front or by taking more memory. */
static int make_room(struct bytes *bytes, size_t room) {
    uint8_t *more;
    if (bytes->start > 0) {
        memmove(bytes->at, bytes->at + bytes->start, bytes->end - bytes->start);
        bytes->end -= bytes->start;
        bytes->start = 0;
    }
    if (bytes->room - bytes->end >= room) return 1;
    more = realloc(bytes->at, bytes->end + room);
    if (more == NULL) return 0;
    bytes->at = more;
    bytes->room = bytes->end + room;
    return 1;
}

static int flush(sluice *door) {
    while (door->out.start < door->out.end) {
        const ssize_t count = send(door->fd, door->out.at + door->out.start, door->out.end - door->out.start,
                                   MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return SLUICE_OK;
        if (count < 0) return lost(door, "the connection ended");
        door->out.start += (size_t)count;
    }
    return SLUICE_OK;
}

static int send_on_socket(sluice *door, const void *message, uint32_t length) {
    if (door->out.end - door->out.start > MAX_PENDING && flush(door) != SLUICE_OK) return SLUICE_LOST;
    if (door->out.end - door->out.start > MAX_PENDING) return SLUICE_FULL;
    if (door->out.room - door->out.end < 4 + length && !make_room(&door->out, 4 + length)) return SLUICE_NO_MEMORY;
    sluice_put32(door->out.at, (uint32_t)door->out.end, (int32_t)length);
    memcpy(door->out.at + door->out.end + 4, message, length);
    door->out.end += 4 + length;
    return flush(door);
}

/* Reads what is there; SLUICE_LOST at the end of the stream. */
static int receive(sluice *door) {
    ssize_t count;
    if (door->in.room == door->in.end && !make_room(&door->in, 1 << 14)) return SLUICE_NO_MEMORY;
    do {
        count = recv(door->fd, door->in.at + door->in.end, door->in.room - door->in.end, MSG_DONTWAIT);
    } while (count < 0 && errno == EINTR);
    if (count > 0) {
        door->in.end += (size_t)count;
        door->last_heard_ns = now_ns();
        return SLUICE_OK;
    }
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? SLUICE_OK : SLUICE_LOST;
}

/* The next whole frame of the socket. */
static int next_frame(sluice *door, const void **message, uint32_t *length) {
    int32_t size;
    door->in.start += door->held;
    door->held = 0;
    if (door->in.start == door->in.end) door->in.start = door->in.end = 0;
    if (door->in.end - door->in.start < 4) return SLUICE_OK;
    size = sluice_get32(door->in.at, (uint32_t)door->in.start);
    if (size < SLUICE_HEADER || size > MAX_FRAME) return lost(door, "what came is no frame");
    if (door->in.end - door->in.start < 4 + (size_t)size) {
        if (door->in.room - door->in.start < 4 + (size_t)size) make_room(&door->in, 4 + (size_t)size);
        return SLUICE_OK;
    }
    *message = door->in.at + door->in.start + 4;
    *length = (uint32_t)size;
    door->held = 4 + (size_t)size;
    return SLUICE_MESSAGE;
}

/* ---- The rings ---- */

static _Atomic int64_t *position(const struct ring *ring, uint32_t which) {
    return (_Atomic int64_t *)(ring->base + ring->capacity + which);
}

static _Atomic int32_t *length_at(const struct ring *ring, int64_t at) {
    return (_Atomic int32_t *)(ring->base + (at & (ring->capacity - 1)));
}

static void zero_header(const struct ring *ring, int64_t at) {
    atomic_store_explicit((_Atomic int64_t *)length_at(ring, at), 0, memory_order_relaxed);
}

/*
 * Writes a message. Nothing can be read of it before its length is stored, which is the last step: of a process that is
 * killed before that, at whatever instruction, the message does not exist.
 */
static int ring_write(struct ring *ring, const void *message, uint32_t length) {
    const uint32_t record = RECORD_HEADER + length;
    const uint32_t aligned = (record + 7) & ~7u;
    const uint32_t to_end = ring->capacity - (uint32_t)(ring->mine & (ring->capacity - 1));
    const uint32_t padding = aligned > to_end ? to_end : 0;
    const int64_t needed = (int64_t)padding + aligned + RECORD_HEADER;
    const int64_t at = ring->mine + padding;
    uint8_t *to = ring->base + (at & (ring->capacity - 1));
    if (needed > ring->capacity - (ring->mine - ring->theirs)) {
        ring->theirs = atomic_load_explicit(position(ring, HEAD_AT), memory_order_acquire);
        if (needed > ring->capacity - (ring->mine - ring->theirs)) return SLUICE_FULL;
    }
    if (padding > 0) {
        zero_header(ring, at);
        sluice_put32(length_at(ring, ring->mine), 4, PADDING_TYPE);
        atomic_store_explicit(length_at(ring, ring->mine), (int32_t)padding, memory_order_release);
    }
    zero_header(ring, at + aligned);
    memcpy(to + RECORD_HEADER, message, length);
    sluice_put32(to, 4, FRAME_TYPE);
    atomic_store_explicit(position(ring, TAIL_AT), at + aligned, memory_order_release);
    atomic_store_explicit(length_at(ring, at), (int32_t)record, memory_order_release);
    ring->mine = at + aligned;
    return SLUICE_OK;
}

/* Leaves the message that the caller has, and finds the next one. */
static int ring_next(struct ring *ring, const void **message, uint32_t *length) {
    int64_t head = ring->mine + ring->held;
    int result = SLUICE_OK;
    ring->held = 0;
    for (;;) {
        const int32_t record = atomic_load_explicit(length_at(ring, head), memory_order_acquire);
        if (record <= 0) break;
        if (sluice_get32(length_at(ring, head), 4) != PADDING_TYPE) {
            *message = (uint8_t *)length_at(ring, head) + RECORD_HEADER;
            *length = (uint32_t)record - RECORD_HEADER;
            ring->held = ((uint32_t)record + 7) & ~7u;
            result = SLUICE_MESSAGE;
            break;
        }
        head += (record + 7) & ~7;
    }
    if (head != ring->mine) {
        ring->mine = head;
        atomic_store_explicit(position(ring, HEAD_AT), head, memory_order_release);
    }
    return result;
}

/* Written while the engine's side sleeps: it has to be told on the socket. */
static int ring_bell(sluice *door) {
    uint8_t sign[SMALL];
    atomic_thread_fence(memory_order_seq_cst);
    if (atomic_load_explicit(position(&door->to_door, ASLEEP_AT), memory_order_relaxed) == 0) return SLUICE_OK;
    if (door->out.start < door->out.end) return flush(door);
    return send_on_socket(door, sign, sluice_begin(sign, sizeof sign, SLUICE_SIGN_OF_LIFE));
}

static int map_rings(sluice *door, char *why) {
    const uint32_t capacity = (uint32_t)sluice_get32(door->attached, SLUICE_ATTACHED_RING_BYTES);
    const size_t ring = (size_t)capacity + TRAILER;
    uint16_t count = 0;
    const char *file = text_of(door->attached, door->attached_length, 3, &count);
    char path[512 + 1] = "";
    struct stat status;
    void *map = MAP_FAILED;
    int fd;
    if (file != NULL && count < sizeof path) memcpy(path, file, count);
    fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && (size_t)status.st_size == 2 * ring) {
        map = mmap(NULL, 2 * ring, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (map == MAP_FAILED) {
        snprintf(why, SLUICE_WHY,
                 "the engine's rings in %s cannot be used from here: %s: let this process see the engine's /dev/shm "
                 "(containers have one of their own), or take the slow road",
                 path, fd < 0 ? strerror(errno) : "no such rings");
    }
    if (fd >= 0) close(fd);
    if (map == MAP_FAILED) return SLUICE_NO_RINGS;
    door->map = map;
    door->map_length = 2 * ring;
    door->to_door = (struct ring){.base = door->map, .capacity = capacity};
    door->to_client = (struct ring){.base = door->map + ring, .capacity = capacity};
    door->is_fast = 1;
    return SLUICE_OK;
}

/* ---- The session ---- */

static int await_answer(sluice *door, int64_t until_ns, char *why) {
    const void *message;
    uint32_t length;
    for (;;) {
        int result = next_frame(door, &message, &length);
        if (result == SLUICE_MESSAGE) break;
        struct pollfd wait = {.fd = door->fd, .events = POLLIN};
        const int64_t left_ms = (until_ns - now_ns()) / MS;
        if (result == SLUICE_OK && (left_ms <= 0 || (poll(&wait, 1, (int)left_ms) < 0 && errno != EINTR))) {
            result = SLUICE_LOST;
        }
        if (result == SLUICE_OK) result = receive(door);
        if (result != SLUICE_OK) {
            snprintf(why, SLUICE_WHY, "the door does not answer");
            return SLUICE_NO_ENGINE;
        }
    }
    if (sluice_template(message) == SLUICE_ATTACH_REFUSED) {
        sentence_of(message, length, why);
        return SLUICE_REFUSED;
    }
    if (sluice_template(message) != SLUICE_ATTACHED || length < SLUICE_HEADER + SLUICE_ATTACHED_BLOCK) {
        snprintf(why, SLUICE_WHY, "what answers is no door of this version");
        return SLUICE_NO_ENGINE;
    }
    door->attached = malloc(length);
    if (door->attached == NULL) return SLUICE_NO_MEMORY;
    memcpy(door->attached, message, length);
    door->attached_length = length;
    door->max_frame = (uint32_t)sluice_get32(message, SLUICE_ATTACHED_MAX_FRAME);
    door->heartbeat_ns = sluice_get64(message, SLUICE_ATTACHED_HEARTBEAT_NS);
    door->silence_ns = sluice_get64(message, SLUICE_ATTACHED_SILENCE_NS);
    return SLUICE_OK;
}

static void release(sluice *door) {
    if (door->fd >= 0) close(door->fd);
    if (door->map != NULL) munmap(door->map, door->map_length);
    free(door->attached);
    free(door->in.at);
    free(door->out.at);
    free(door);
}

static int dial(sluice *door, const char *path, char *why) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        snprintf(why, SLUICE_WHY, "%s is too long for a socket's path", path);
        return SLUICE_NO_ENGINE;
    }
    strcpy(address.sun_path, path);
    door->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (door->fd < 0 || connect(door->fd, (struct sockaddr *)&address, sizeof address) != 0) {
        snprintf(why, SLUICE_WHY, "no engine listens at %s: %s", path, strerror(errno));
        return SLUICE_NO_ENGINE;
    }
    return SLUICE_OK;
}

int sluice_open(const char *path, const void *attach, uint32_t length, int timeout_ms, sluice **door, char *why) {
    const int64_t until_ns = now_ns() + timeout_ms * MS;
    char unheard[SLUICE_WHY];
    sluice *made;
    int result;
    *door = NULL;
    why = why == NULL ? unheard : why;
    why[0] = 0;
    if (length < SLUICE_HEADER + SLUICE_ATTACH_BLOCK || sluice_template(attach) != SLUICE_ATTACH) {
        snprintf(why, SLUICE_WHY, "the first message has to be an Attach");
        return SLUICE_BAD_MESSAGE;
    }
    made = calloc(1, sizeof *made);
    if (made == NULL) return SLUICE_NO_MEMORY;
    made->fd = -1;
    result = dial(made, path, why);
    if (result == SLUICE_OK) result = send_on_socket(made, attach, length) == SLUICE_OK ? SLUICE_OK : SLUICE_NO_ENGINE;
    if (result == SLUICE_OK) result = await_answer(made, until_ns, why);
    if (result == SLUICE_OK && sluice_get8(attach, SLUICE_ATTACH_ROAD) == SLUICE_ROAD_FAST) {
        result = map_rings(made, why);
    }
    if (result != SLUICE_OK) {
        release(made);
        return result;
    }
    made->last_heard_ns = made->last_sent_ns = now_ns();
    *door = made;
    return SLUICE_OK;
}

int sluice_attach(const char *path, const struct sluice_attach *who, int timeout_ms, sluice **door, char *why) {
    uint8_t attach[SMALL];
    uint32_t length = sluice_begin(attach, sizeof attach, SLUICE_ATTACH);
    sluice_put32(attach, SLUICE_ATTACH_PROTOCOL, PROTOCOL);
    sluice_put8(attach, SLUICE_ATTACH_ROLES, (uint8_t)who->roles);
    sluice_put8(attach, SLUICE_ATTACH_ROAD, who->fast ? SLUICE_ROAD_FAST : SLUICE_ROAD_SLOW);
    sluice_put8(attach, SLUICE_ATTACH_TAKE_OVER, who->take_over != 0);
    if (who->strategy_id >= 0) sluice_put32(attach, SLUICE_ATTACH_STRATEGY_ID, who->strategy_id);
    if (who->trading_mode >= 0) sluice_put8(attach, SLUICE_ATTACH_TRADING_MODE, (uint8_t)who->trading_mode);
    length = sluice_text(attach, sizeof attach, length, who->name);
    length = sluice_text(attach, sizeof attach, length, who->principal);
    return sluice_open(path, attach, length, timeout_ms, door, why);
}

int sluice_send(sluice *door, const void *message, uint32_t length) {
    int result;
    if (door->is_lost) return SLUICE_LOST;
    if (length < SLUICE_HEADER || length > door->max_frame) return SLUICE_BAD_MESSAGE;
    if (!door->is_fast) return send_on_socket(door, message, length);
    result = ring_write(&door->to_door, message, length);
    /* In the ring it can be read, even if the bell finds the socket closed: the next call says that it is lost. */
    if (result == SLUICE_OK) ring_bell(door);
    return result;
}

int sluice_alive(sluice *door) {
    uint8_t sign[SMALL];
    const int64_t now = now_ns();
    int result;
    if (door->is_lost) return SLUICE_LOST;
    if (now - door->last_sent_ns < door->heartbeat_ns) return SLUICE_OK;
    result = sluice_send(door, sign, sluice_begin(sign, sizeof sign, SLUICE_SIGN_OF_LIFE));
    if (result == SLUICE_OK) door->last_sent_ns = now;
    return result;
}

/* Where nothing came: signs of life, what the socket has left to send, and whether the door still lives. */
static int housekeep(sluice *door) {
    const int alive = sluice_alive(door);
    if (flush(door) != SLUICE_OK || alive == SLUICE_LOST) return SLUICE_LOST;
    return now_ns() - door->last_heard_ns > door->silence_ns ? lost(door, "no word of the door") : SLUICE_OK;
}

static int poll_socket(sluice *door, const void **message, uint32_t *length) {
    int result = next_frame(door, message, length);
    if (result == SLUICE_OK) {
        const int is_open = receive(door);
        result = next_frame(door, message, length);
        if (result == SLUICE_OK && is_open != SLUICE_OK) return lost(door, "the connection ended");
    }
    if (result == SLUICE_MESSAGE && sluice_template(*message) == SLUICE_DETACHED) {
        char why[SLUICE_WHY] = "";
        sentence_of(*message, *length, why);
        return lost(door, why);
    }
    return result;
}

static int poll_rings(sluice *door, const void **message, uint32_t *length) {
    const void *aside;
    uint32_t aside_length;
    int64_t now;
    int result = ring_next(&door->to_client, message, length);
    if (result == SLUICE_MESSAGE) {
        door->has_heard = 1;
        return result;
    }
    if (door->is_lost) return SLUICE_LOST;
    if (++door->idle % IDLE_POLLS != 0) return SLUICE_OK;
    now = now_ns();
    if (now - door->last_look_ns < LOOK_NS) return SLUICE_OK;
    door->last_look_ns = now;
    if (door->has_heard) door->last_heard_ns = now;
    door->has_heard = 0;
    do {
        result = poll_socket(door, &aside, &aside_length);
    } while (result == SLUICE_MESSAGE);
    if (result == SLUICE_OK) result = housekeep(door);
    /* What was in the ring before the last word is heard first. */
    return ring_next(&door->to_client, message, length) == SLUICE_MESSAGE ? SLUICE_MESSAGE : result;
}

int sluice_poll(sluice *door, const void **message, uint32_t *length) {
    int result;
    if (door->is_fast) return poll_rings(door, message, length);
    if (door->is_lost) return SLUICE_LOST;
    result = poll_socket(door, message, length);
    return result == SLUICE_OK ? housekeep(door) : result;
}

int sluice_wait(sluice *door, int timeout_ms, const void **message, uint32_t *length) {
    const int64_t until_ns = now_ns() + timeout_ms * MS;
    int64_t sleep_ns = SHORTEST_SLEEP_NS;
    for (;;) {
        const int result = sluice_poll(door, message, length);
        int64_t left_ns = until_ns - now_ns();
        if (result != SLUICE_OK || left_ns <= 0) return result;
        if (door->is_fast) {
            const struct timespec pause = {.tv_nsec = sleep_ns < left_ns ? sleep_ns : left_ns};
            nanosleep(&pause, NULL);
            sleep_ns = 2 * sleep_ns < LONGEST_SLEEP_NS ? 2 * sleep_ns : LONGEST_SLEEP_NS;
        } else {
            struct pollfd wait = {.fd = door->fd, .events = POLLIN};
            left_ns = left_ns < door->heartbeat_ns / 2 ? left_ns : door->heartbeat_ns / 2;
            if (door->out.start < door->out.end) wait.events |= POLLOUT;
            poll(&wait, 1, (int)((left_ns + MS - 1) / MS));
        }
    }
}

int sluice_listen(sluice *door, int64_t from, int64_t types) {
    uint8_t listen[SMALL];
    const uint32_t length = sluice_begin(listen, sizeof listen, SLUICE_LISTEN);
    sluice_put64(listen, SLUICE_LISTEN_FROM, from);
    sluice_put64(listen, SLUICE_LISTEN_TYPES, types);
    return sluice_send(door, listen, length);
}

int sluice_input(sluice *door, int role, const char *principal, const uint8_t *correlation_id, int wants_answer,
                 const void *input, uint32_t length) {
    uint8_t frame[SMALL + 4096];
    uint32_t end = sluice_begin(frame, sizeof frame, SLUICE_INPUT);
    sluice_put8(frame, SLUICE_INPUT_ROLE, (uint8_t)role);
    sluice_put8(frame, SLUICE_INPUT_ANSWER, wants_answer != 0);
    if (correlation_id != NULL) memcpy(frame + SLUICE_INPUT_CORRELATION_ID, correlation_id, 16);
    end = sluice_text(frame, sizeof frame, end, principal);
    end = append(frame, sizeof frame, end, input, length);
    return end == 0 ? SLUICE_BAD_MESSAGE : sluice_send(door, frame, end);
}

void sluice_close(sluice *door) {
    uint8_t left[SMALL];
    if (door == NULL) return;
    if (!door->is_lost) {
        uint32_t length = sluice_begin(left, sizeof left, SLUICE_DETACHED);
        sluice_put8(left, SLUICE_DETACHED_REASON, SLUICE_DETACH_REASON_LEFT);
        length = sluice_text(left, sizeof left, length, NULL);
        sluice_send(door, left, length);
    }
    release(door);
}
