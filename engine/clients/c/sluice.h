/*
 * Sluice: a client of the door, in C11, for Linux. See engine/DOOR.md for what the bytes mean.
 *
 * A handle is one session: a Unix socket and, on the fast road, two rings in shared memory. The road is what the Attach
 * asks for; all calls are the same on both. No call blocks but sluice_open and sluice_wait, each within its limit. One
 * thread at a time uses a handle; different handles do not know each other. No call ends the process or raises SIGPIPE.
 *
 * A message is an SBE message of the schema, message header first; the length before it in a frame is the library's.
 * sluice_schema.h has the offsets of every field. Integers are little-endian, as they are on the hosts that are known.
 *
 *     sluice *door;
 *     char why[SLUICE_WHY];
 *     struct sluice_attach me = {.roles = 1 << SLUICE_ROLE_STRATEGY, .strategy_id = 7, .trading_mode = -1, .fast = 1};
 *     if (sluice_attach("DIR/door.sock", &me, 2000, &door, why) != SLUICE_OK) { puts(why); return 1; }
 *     sluice_listen(door, 0, 0);
 *     ... sluice_input(...), sluice_poll(...) ...
 *     sluice_close(door);
 */
#ifndef SLUICE_H
#define SLUICE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call says. */
#define SLUICE_OK 0
/* sluice_poll: there is a message. */
#define SLUICE_MESSAGE 1
/* No room now; nothing was sent. Send it again after a moment. */
#define SLUICE_FULL (-1)
/* The session is over; sluice_why says why. Close the handle, and open another one after a pause. */
#define SLUICE_LOST (-2)
/* The message is longer than the door takes, or has no message header; nothing was sent. */
#define SLUICE_BAD_MESSAGE (-3)
/* sluice_open, sluice_attach: no engine listens there, or it did not answer in time. */
#define SLUICE_NO_ENGINE (-4)
/* sluice_open, sluice_attach: the door said AttachRefused. */
#define SLUICE_REFUSED (-5)
/* sluice_open, sluice_attach: the file of the rings cannot be opened or mapped here; take the slow road. */
#define SLUICE_NO_RINGS (-6)
/* No memory. */
#define SLUICE_NO_MEMORY (-7)

/* Bytes of a sentence, its end included. */
#define SLUICE_WHY 768

typedef struct sluice sluice;

/* ---- The session: bytes in, bytes out ---- */

/*
 * Connects, sends an Attach, and waits for the answer.
 *
 * path        of the socket, sluice.door.path.
 * attach      an Attach; its road says which road is taken.
 * timeout_ms  longest wait.
 * door        the handle; NULL unless SLUICE_OK.
 * why         room for SLUICE_WHY bytes, or NULL: what went wrong, for a person.
 */
int sluice_open(const char *path, const void *attach, uint32_t length, int timeout_ms, sluice **door, char *why);

/* The Attached of the session: client id, limits, highest intent id. Valid as long as the handle. */
const void *sluice_attached(const sluice *door, uint32_t *length);

/*
 * Sends a message. Of SLUICE_OK the engine may still not hear, if the session ends before it answers; after any other
 * result the engine never hears of it.
 *
 * returns  SLUICE_OK, SLUICE_FULL, SLUICE_LOST, SLUICE_BAD_MESSAGE, SLUICE_NO_MEMORY.
 */
int sluice_send(sluice *door, const void *message, uint32_t length);

/*
 * Takes the next message, if there is one. Sends the signs of life that are due: call it more often than every
 * heartbeatNs of the Attached, or call sluice_alive.
 *
 * message, length  where the message is; valid until the next call with this handle.
 * returns          SLUICE_MESSAGE, SLUICE_OK (there is none), SLUICE_LOST (and every message before was given).
 */
int sluice_poll(sluice *door, const void **message, uint32_t *length);

/* As sluice_poll, and waits for a message: on the socket in the kernel, on rings with short sleeps. */
int sluice_wait(sluice *door, int timeout_ms, const void **message, uint32_t *length);

/* Sends a sign of life if one is due. SLUICE_OK, SLUICE_FULL, SLUICE_LOST. */
int sluice_alive(sluice *door);

/* Why the session is over, for a person; an empty text while it is not. */
const char *sluice_why(const sluice *door);

/* The socket, to be waited for together with others: on the slow road it is readable when a message is there. */
int sluice_fd(const sluice *door);

/* Says good-bye (a Detached with LEFT), as far as there is room, and frees everything. NULL is nothing. */
void sluice_close(sluice *door);

/* ---- The same, without an encoder of one's own ---- */

/* Who attaches. Zero means none or no, but for the two numbers, where -1 does. */
struct sluice_attach {
    uint32_t roles;        /* bit n: the role with value n; none: a reader */
    int32_t strategy_id;   /* its strategy, with that role; -1 none */
    int32_t trading_mode;  /* whose commands it carries out, with the role broker; -1 none */
    int32_t fast;          /* 1: the fast road */
    int32_t take_over;     /* 1: takes its strategy from the client that has it */
    const char *name;      /* for people, at most 64 bytes; NULL is an empty one */
    const char *principal; /* who it speaks as; NULL is an empty one */
};

/* As sluice_open. */
int sluice_attach(const char *path, const struct sluice_attach *who, int timeout_ms, sluice **door, char *why);

/* Wants to hear, once in a session: see Listen in the schema. */
int sluice_listen(sluice *door, int64_t from, int64_t types);

/*
 * Sends an input: an SBE message of its own.
 *
 * role            one that it attached with.
 * principal       in whose name; NULL or empty: its own.
 * correlation_id  16 bytes, most significant half first as two little-endian int64; NULL: none.
 * wants_answer    1: an Answer comes; needs a correlation id.
 */
int sluice_input(sluice *door, int role, const char *principal, const uint8_t *correlation_id, int wants_answer,
                 const void *input, uint32_t length);

/* The message inside of a Told: its outcome. NULL if it is no Told. */
const void *sluice_outcome(const void *told, uint32_t told_length, uint32_t *length);

/* The template id of a message. */
uint16_t sluice_template(const void *message);

/*
 * Begins a message in memory of the caller's: message header and block, every optional field absent, every other 0.
 *
 * returns  bytes, after which the texts are appended; 0 if there is no such message, or the room is too small.
 */
uint32_t sluice_begin(void *memory, size_t room, uint16_t template_id);

/* Appends a text; NULL is an empty one. Returns the length then; 0 if the room is too small. */
uint32_t sluice_text(void *memory, size_t room, uint32_t length, const char *text);

/* Writes and reads numbers of any alignment, little-endian. Offsets count from the message header. */
void sluice_put8(void *memory, uint32_t offset, uint8_t value);
void sluice_put16(void *memory, uint32_t offset, uint16_t value);
void sluice_put32(void *memory, uint32_t offset, int32_t value);
void sluice_put64(void *memory, uint32_t offset, int64_t value);
uint8_t sluice_get8(const void *memory, uint32_t offset);
uint16_t sluice_get16(const void *memory, uint32_t offset);
int32_t sluice_get32(const void *memory, uint32_t offset);
int64_t sluice_get64(const void *memory, uint32_t offset);

#ifdef __cplusplus
}
#endif
#endif
