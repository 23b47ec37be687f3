// Uses the files of the pre-opened directory "/data" from C; prints what it finds, with the names of error numbers.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int byName(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void list(const char *path) {
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, byName);
    printf("%s:", path);
    for (int i = 0; i < n; i++) {
        printf(" %s%s", entries[i]->d_name, entries[i]->d_type == DT_DIR ? "/" : "");
        free(entries[i]);
    }
    printf("\n");
    free(entries);
}

static void attempt(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "done");
}

int main(void) {
    char buffer[64] = {0};

    FILE *in = fopen("/data/in.txt", "r");
    if (in == NULL) {
        perror("/data/in.txt");
        return 1;
    }
    fgets(buffer, sizeof buffer, in);
    printf("read: %s", buffer);
    fclose(in);

    FILE *out = fopen("/data/out.txt", "w");
    fprintf(out, "first line\nsecond line\n");
    fclose(out);
    out = fopen("/data/out.txt", "a");
    fprintf(out, "third line\n");
    fclose(out);

    int fd = open("/data/out.txt", O_RDWR);
    printf("seek to end: %lld\n", (long long)lseek(fd, 0, SEEK_END));
    attempt("pwrite", pwrite(fd, "FIRST", 5, 0));
    memset(buffer, 0, sizeof buffer);
    attempt("pread", pread(fd, buffer, 10, 0));
    printf("pread: %s\n", buffer);
    struct stat status;
    attempt("fstat", fstat(fd, &status));
    printf("size %lld, %s\n", (long long)status.st_size, S_ISREG(status.st_mode) ? "file" : "no file");
    attempt("truncate", ftruncate(fd, 10));
    printf("position: %lld\n", (long long)lseek(fd, 0, SEEK_CUR));
    close(fd);

    attempt("mkdir", mkdir("/data/made", 0777));
    attempt("mkdir again", mkdir("/data/made", 0777));
    attempt("rename", rename("/data/out.txt", "/data/made/moved.txt"));
    list("/data");
    list("/data/made");
    attempt("rmdir of what is not empty", rmdir("/data/made"));
    attempt("unlink of a directory", unlink("/data/made"));
    attempt("unlink", unlink("/data/made/moved.txt"));
    attempt("rmdir", rmdir("/data/made"));

    attempt("open of what is absent", open("/data/absent", O_RDONLY));
    attempt("open of a directory for writing", open("/data", O_WRONLY));
    attempt("exclusive creation", open("/data/in.txt", O_CREAT | O_EXCL | O_WRONLY));
    attempt("climbing out", open("/data/../secret.txt", O_RDONLY));
    attempt("link that stays inside", open("/data/inside", O_RDONLY));
    attempt("link that leads out", open("/data/outside", O_RDONLY));
    attempt("link that leads out to a directory", open("/data/parent/secret.txt", O_RDONLY));
    attempt("link to itself", open("/data/loop", O_RDONLY));
    return 0;
}
