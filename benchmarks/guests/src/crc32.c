/* A table look-up for each byte: CRC-32 of n x 4 KiB. */
#include "guest.h"

static u32 table[256];
static u8 data[4096];

RUN {
    for (u32 i = 0; i < 256; i++) {
        u32 c = i;
        for (u32 bit = 0; bit < 8; bit++) {
            c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
        }
        table[i] = c;
    }
    for (u32 i = 0; i < sizeof data; i++) {
        data[i] = (u8) (i * 5 + 1);
    }
    u32 crc = ~0u;
    for (i32 round = 0; round < n; round++) {
        for (u32 i = 0; i < sizeof data; i++) {
            crc = table[(crc ^ data[i]) & 255] ^ crc >> 8;
        }
    }
    return ~crc;
}
