/* Reads the files that are named, in a directory that is granted, and writes what Okio makes of each beside it. */

@file:OptIn(kotlin.wasm.ExperimentalWasmInterop::class, kotlin.wasm.unsafe.UnsafeWasmMemoryApi::class)

import kotlin.wasm.WasmImport
import kotlin.wasm.unsafe.MemoryAllocator
import kotlin.wasm.unsafe.Pointer
import kotlin.wasm.unsafe.withScopedMemoryAllocator
import okio.Buffer
import okio.ByteString
import okio.HashingSink
import okio.blackholeSink

private const val DIRECTORY = 3
private const val CREATE_AND_TRUNCATE = 1 or 8
private const val READ = 1L shl 1
private const val WRITE = 1L shl 6
private const val PIECE = 1_000

@WasmImport("wasi_snapshot_preview1", "path_open")
private external fun pathOpen(
    fd: Int, lookup: Int, path: Int, length: Int, open: Int, rights: Long, inherited: Long, flags: Int, opened: Int,
): Int

@WasmImport("wasi_snapshot_preview1", "fd_read")
private external fun fdRead(fd: Int, vectors: Int, count: Int, read: Int): Int

@WasmImport("wasi_snapshot_preview1", "fd_write")
private external fun fdWrite(fd: Int, vectors: Int, count: Int, written: Int): Int

@WasmImport("wasi_snapshot_preview1", "fd_close")
private external fun fdClose(fd: Int): Int

private class WasiException(call: String, val errno: Int) : Exception("$call: errno $errno")

private fun check(call: String, errno: Int) {
    if (errno != 0) throw WasiException(call, errno)
}

private fun MemoryAllocator.put(bytes: ByteString): Pointer {
    val at = allocate(maxOf(1, bytes.size))
    for (i in 0 until bytes.size) (at + i).storeByte(bytes[i])
    return at
}

private fun MemoryAllocator.vector(at: Pointer, length: Int): Pointer {
    val vector = allocate(8)
    vector.storeInt(at.address.toInt())
    (vector + 4).storeInt(length)
    return vector
}

private fun open(path: String, flags: Int, rights: Long): Int = withScopedMemoryAllocator { memory ->
    val name = Buffer().writeUtf8(path).readByteString()
    val fd = memory.allocate(4)
    val at = memory.put(name).address.toInt()
    check("path_open", pathOpen(DIRECTORY, 0, at, name.size, flags, rights, 0, 0, fd.address.toInt()))
    fd.loadInt()
}

private fun read(path: String): Buffer {
    val fd = open(path, 0, READ)
    val content = Buffer()
    do {
        val read = withScopedMemoryAllocator { memory ->
            val piece = memory.allocate(PIECE)
            val read = memory.allocate(4)
            check("fd_read", fdRead(fd, memory.vector(piece, PIECE).address.toInt(), 1, read.address.toInt()))
            for (i in 0 until read.loadInt()) content.writeByte((piece + i).loadByte().toInt())
            read.loadInt()
        }
    } while (read > 0)
    check("fd_close", fdClose(fd))
    return content
}

private fun write(path: String, content: Buffer) {
    val fd = open(path, CREATE_AND_TRUNCATE, WRITE)
    while (!content.exhausted()) {
        val piece = content.readByteString(minOf(content.size, PIECE.toLong()))
        withScopedMemoryAllocator { memory ->
            val written = memory.allocate(4)
            val vector = memory.vector(memory.put(piece), piece.size)
            check("fd_write", fdWrite(fd, vector.address.toInt(), 1, written.address.toInt()))
            check(written.loadInt() == piece.size) { "a file takes all" }
        }
    }
    check("fd_close", fdClose(fd))
}

private fun digests(content: Buffer): Buffer {
    val hashing = HashingSink.sha256(blackholeSink())
    hashing.write(content.copy(), content.size)
    val all = content.snapshot()
    val made = Buffer()
    made.writeUtf8("md5 ${all.md5().hex()}\nsha1 ${all.sha1().hex()}\n")
    made.writeUtf8("sha256 ${hashing.hash.hex()}\nsha512 ${all.sha512().hex()}\n")
    made.writeUtf8("base64 ${all.substring(0, minOf(30, all.size)).base64()}\n")
    return made
}

fun main() {
    for (name in listOf("small.txt", "large.txt", "absent.txt", "../outside.txt")) {
        try {
            val content = read(name)
            write("$name.digests", digests(content))
            val bytes = content.size
            val lines = generateSequence { content.readUtf8Line() }.toList()
            println("$name: $bytes bytes, ${lines.size} lines, the longest of ${lines.maxOf { it.length }} characters")
        } catch (e: WasiException) {
            println("$name: ${e.message}")
        }
    }
}
