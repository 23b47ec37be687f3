// Reads all that is under a directory, forwards and backwards, and tries to change it.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int compare(const struct dirent **one, const struct dirent **other) {
    return strcmp((*one)->d_name, (*other)->d_name);
}

static void file(const char *path) {
    char text[64];
    struct stat status;
    FILE *in = fopen(path, "r");
    if (in == NULL || fstat(fileno(in), &status) != 0) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }
    printf("%s: %lld bytes", path, (long long)status.st_size);
    for (long at = status.st_size; at >= 0; at -= 100000) { // backwards
        fseek(in, at, SEEK_SET);
        int c = fgetc(in);
        printf(c < 0 ? " end" : " %c", c);
    }
    rewind(in);
    long count = 0;
    while (fgets(text, sizeof text, in) != NULL) {
        count++;
    }
    printf(", %ld lines, the last: %s", count, count == 0 ? "none\n" : text);
    fclose(in);
}

static void directory(const char *path) {
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, compare);
    if (count < 0) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }
    printf("%s/\n", path);
    for (int i = 0; i < count; i++) {
        char child[256];
        if (entries[i]->d_name[0] == '.') {
            continue;
        }
        snprintf(child, sizeof child, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_type == DT_DIR) {
            directory(child);
        } else {
            file(child);
        }
    }
}

static void tried(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "done");
}

int main(int argc, char **argv) {
    directory(argv[1]);
    chdir(argv[1]);
    tried("create", open("new", O_CREAT | O_WRONLY, 0666));
    tried("write", open("a.txt", O_WRONLY));
    tried("truncate", open("a.txt", O_RDONLY | O_TRUNC));
    tried("mkdir", mkdir("made", 0777));
    tried("rename", rename("a.txt", "b.txt"));
    tried("unlink", unlink("a.txt"));
    tried("rmdir", rmdir("deep"));
    tried("symlink", symlink("a.txt", "link"));
    tried("link", link("a.txt", "link"));
    tried("read what is absent", open("absent", O_RDONLY));
    tried("read below a file", open("a.txt/b", O_RDONLY));
    tried("read a directory as a file", open("deep", O_WRONLY));
    tried("read outside", open("deep/../../a.txt", O_RDONLY));
    tried("read by a way round", open("deep/er/../../a.txt", O_RDONLY));
    return 0;
}
