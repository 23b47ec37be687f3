// Serves an echo: takes connections from the first descriptor after the standard streams until one says "stop", and answers
// each with what it sent, several at a time.
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LISTENER 3
#define MAX 16

static struct pollfd watched[MAX] = {{.fd = LISTENER, .events = POLLIN}};
static int count = 1;

static int check(const char *what, int result) {
    if (result < 0) {
        fprintf(stderr, "%s: %s\n", what, strerror(errno));
        exit(1);
    }
    return result;
}

static void forget(int i) {
    check("shutdown", shutdown(watched[i].fd, SHUT_RDWR));
    check("close", close(watched[i].fd));
    watched[i] = watched[--count];
}

// Answers what came; whether it was "stop".
static int answer(int i) {
    char buffer[4096];
    int peeked = check("peek", recv(watched[i].fd, buffer, sizeof buffer, MSG_PEEK));
    int n = check("recv", recv(watched[i].fd, buffer, sizeof buffer, 0));
    if (n < peeked) {
        fprintf(stderr, "%d bytes were peeked, %d received\n", peeked, n);
        exit(1);
    }
    if (n == 0) {
        forget(i);
        return 0;
    }
    check("send", send(watched[i].fd, buffer, n, 0));
    return n == 4 && memcmp(buffer, "stop", 4) == 0;
}

int main(void) {
    int served = 0, stopped = 0;
    while (!stopped) {
        check("poll", poll(watched, count, -1));
        for (int i = count - 1; i > 0; i--) {
            if (watched[i].revents != 0) {
                stopped |= answer(i);
            }
        }
        if (watched[0].revents != 0 && count < MAX) {
            int connection = check("accept", accept(LISTENER, NULL, NULL));
            watched[count++] = (struct pollfd){.fd = connection, .events = POLLIN};
            served++;
        }
    }
    printf("served %d\n", served);
    return 0;
}
