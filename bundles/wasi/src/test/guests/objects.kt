// What programs in a language with objects are made of, a section each. Prints the same on each run.

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.sqrt

// --- classes, interfaces, generics

interface Shape {
    val name: String
    fun area(): Double
    fun describe(): String = "$name of ${format(area(), 3)}"
}

data class Circle(val radius: Double) : Shape {
    override val name get() = "circle"
    override fun area() = PI * radius * radius
}

open class Rectangle(val width: Double, val height: Double) : Shape {
    override val name get() = "rectangle"
    override fun area() = width * height
}

class Square(side: Double) : Rectangle(side, side) {
    override val name get() = "square"
    override fun describe() = super.describe() + ", all sides alike"
}

object Nothingness : Shape {
    override val name = "nothing"
    override fun area() = 0.0
}

sealed class Expression {
    data class Number(val value: Long) : Expression()
    data class Sum(val left: Expression, val right: Expression) : Expression()
    data class Product(val left: Expression, val right: Expression) : Expression()
    data class Quotient(val left: Expression, val right: Expression) : Expression()
}

fun evaluate(e: Expression): Long = when (e) {
    is Expression.Number -> e.value
    is Expression.Sum -> evaluate(e.left) + evaluate(e.right)
    is Expression.Product -> evaluate(e.left) * evaluate(e.right)
    is Expression.Quotient -> {
        val divisor = evaluate(e.right)
        if (divisor == 0L) throw EvaluationException("division by zero", e)
        evaluate(e.left) / divisor
    }
}

enum class Level(val weight: Int) {
    LOW(1),
    MIDDLE(5) {
        override fun mark() = "~"
    },
    HIGH(25);

    open fun mark() = "!".repeat(weight.coerceAtMost(3))
}

class Node<T : Comparable<T>>(val value: T, var left: Node<T>? = null, var right: Node<T>? = null) {
    fun insert(other: T) {
        if (other < value) {
            left?.insert(other) ?: run { left = Node(other) }
        } else {
            right?.insert(other) ?: run { right = Node(other) }
        }
    }

    fun walk(visit: (T) -> Unit) {
        left?.walk(visit)
        visit(value)
        right?.walk(visit)
    }

    fun depth(): Int = 1 + maxOf(left?.depth() ?: 0, right?.depth() ?: 0)
}

// --- exceptions

open class GuestException(message: String, cause: Throwable? = null) : Exception(message, cause)

class EvaluationException(message: String, val at: Expression) : GuestException(message)

class Resource(private val name: String, private val log: MutableList<String>) : AutoCloseable {
    init {
        log += "open $name"
    }

    override fun close() {
        log += "close $name"
    }
}

fun climb(steps: Int, log: MutableList<String>): Int {
    try {
        if (steps == 0) throw IllegalStateException("at the top")
        return climb(steps - 1, log)
    } finally {
        log += "down $steps"
    }
}

@Suppress("UNREACHABLE_CODE")
fun finallyWins(): String {
    for (i in 0..9) {
        try {
            if (i == 3) continue
            if (i == 5) return "returned at $i"
        } finally {
            if (i == 5) break
        }
    }
    return "broken out of"
}

// --- numbers: what prints must not depend on how a platform prints doubles

fun format(value: Double, digits: Int): String {
    var scale = 1L
    repeat(digits) { scale *= 10 }
    val scaled = (abs(value) * scale + 0.5).toLong()
    val sign = if (value < 0) "-" else ""
    return sign + scaled / scale + "." + (scaled % scale).toString().padStart(digits, '0')
}

class Random(private var state: Long) {
    fun next(bound: Int): Int {
        state = state * 6364136223846793005L + 1442695040888963407L
        return ((state ushr 33) % bound).toInt()
    }
}

fun section(title: String, body: () -> Unit) {
    println("== $title")
    body()
}

fun main() {
    section("virtual dispatch") {
        val shapes: List<Shape> = listOf(Circle(1.5), Rectangle(2.0, 3.5), Square(1.25), Nothingness)
        shapes.forEach { println(it.describe()) }
        println("largest: ${shapes.maxByOrNull { it.area() }}")
        println("rectangles: ${shapes.count { it is Rectangle }}, not: ${shapes.filterNot { it is Rectangle }.map { it.name }}")
    }

    section("data classes") {
        val circle = Circle(2.0)
        println("${circle == Circle(2.0)} ${circle === circle.copy()} ${circle.copy(radius = 3.0)}")
        println("${circle.hashCode() == Circle(2.0).hashCode()} ${setOf(circle, Circle(2.0), Circle(2.5)).size}")
        val (radius) = circle
        println(format(radius, 1))
        val pair = "left" to listOf(1, 2, 3)
        println("$pair ${pair.second.sum()}")
    }

    section("collections") {
        val words = "the quick brown fox jumps over the lazy dog and the quick cat".split(' ')
        println(words.groupingBy { it }.eachCount().filterValues { it > 1 })
        println(words.groupBy { it.length }.toList().sortedBy { it.first })
        println(words.distinct().sortedWith(compareByDescending<String> { it.length }.thenBy { it }))
        println(words.associateWith { it.reversed() }["quick"])
        val deque = ArrayDeque<Int>()
        for (i in 1..10) if (i % 2 == 0) deque.addFirst(i) else deque.addLast(i)
        println("$deque ${deque.removeFirst()} ${deque.removeLast()} ${deque.size}")
        println((1..20).chunked(6) { it.sum() }.zipWithNext { a, b -> b - a })
        println((1..5).flatMap { i -> List(i) { it * i } }.windowed(3, 4))
        val map = linkedMapOf<String, MutableList<Int>>()
        for (i in 0 until 12) map.getOrPut("mod${i % 5}") { mutableListOf() } += i * i
        println(map)
        val iterator = map.entries.iterator()
        while (iterator.hasNext()) if (iterator.next().value.size < 3) iterator.remove()
        println(map.keys)
        println(generateSequence(27L) { if (it == 1L) null else if (it % 2 == 0L) it / 2 else 3 * it + 1 }.count())
        println(sequence {
            var (a, b) = 0L to 1L
            while (true) {
                yield(a)
                a = b.also { b += a }
            }
        }.drop(10).take(8).joinToString("|", "<", ">"))
    }

    section("sorting and trees") {
        val random = Random(42)
        val numbers = List(2000) { random.next(100_000) }
        val sorted = numbers.sorted()
        println("${sorted.take(5)} ${sorted.takeLast(5)} ${sorted.zipWithNext().all { (a, b) -> a <= b }}")
        val root = Node(numbers[0])
        numbers.drop(1).forEach(root::insert)
        val walked = mutableListOf<Int>()
        root.walk { walked += it }
        println("${walked == sorted} depth ${root.depth()} sum ${walked.sumOf { it.toLong() }}")
        val array = IntArray(1000) { random.next(1_000_000) }
        array.sort()
        println("${array.first()} ${array[500]} ${array.last()} ${array.asList().binarySearch(array[321]) == 321}")
        println(arrayOf("pear", "Apple", "fig", "apple", "Pear").sortedBy { it.lowercase() })
    }

    section("expressions") {
        fun n(value: Long) = Expression.Number(value)
        val fine = Expression.Sum(Expression.Product(n(6), n(7)), Expression.Quotient(n(100), n(-7)))
        println("${evaluate(fine)} = $fine")
        val wrong = Expression.Product(n(2), Expression.Quotient(n(1), Expression.Sum(n(3), n(-3))))
        try {
            println(evaluate(wrong))
        } catch (e: EvaluationException) {
            println("${e.message} at ${e.at}")
        }
    }

    section("exceptions") {
        val log = mutableListOf<String>()
        try {
            climb(4, log)
        } catch (e: IllegalStateException) {
            log += "caught: ${e.message}"
        } finally {
            log += "done"
        }
        println(log)
        log.clear()
        val outcome = runCatching {
            Resource("a", log).use {
                Resource("b", log).use { throw GuestException("inside", NoSuchElementException("cause")) }
            }
        }
        println("$log ${outcome.exceptionOrNull()} <- ${outcome.exceptionOrNull()?.cause}")
        println(finallyWins())
        val caught = listOf<() -> Any?>(
            { listOf(1, 2, 3)[3] },
            { "12x".toInt() },
            { (Circle(1.0) as Any) as String },
            { emptyList<Int>().first() },
            { mapOf(1 to 2).getValue(3) },
            { 1 / (log.size - log.size) },
            { null!! },
            { require(log.isEmpty()) { "log has ${log.size}" } },
            { IntArray(3)[-1] },
            { error("own") },
            { "fine" },
        ).map { body ->
            try {
                body().toString()
            } catch (e: IndexOutOfBoundsException) {
                "index"
            } catch (e: NumberFormatException) {
                "number"
            } catch (e: ClassCastException) {
                "cast"
            } catch (e: NoSuchElementException) {
                "element"
            } catch (e: ArithmeticException) {
                "arithmetic"
            } catch (e: NullPointerException) {
                "null"
            } catch (e: RuntimeException) {
                "${e::class.simpleName}: ${e.message}"
            }
        }
        println(caught)
        var count = 0
        for (i in 0 until 20_000) {
            try {
                if (i % 3 == 0) throw GuestException("$i")
            } catch (e: GuestException) {
                count += e.message!!.length
            }
        }
        println(count)
    }

    section("strings") {
        val text = buildString {
            append("Grüße, Ελλάδα, 世界, 🎈")
            append('\t').append(length).insert(0, "» ")
            appendLine(" «")
            for (c in 'a'..'e') append(c.code).append(if (c == 'e') '.' else ',')
        }
        println(text)
        println("${text.length} ${text.encodeToByteArray().size} ${text.uppercase()}")
        println(text.lines().map { it.trim().take(9) })
        println("abc".compareTo("abd") to "${"x".repeat(3)}${'$'}${"%"}")
        println("a,b;;c".split(',', ';') + "  pad ".trim().padEnd(6, '_') + "kotlin".replace("t", "TT").substringAfter("o"))
        println("""
            |raw "text" with \n
            |  and margin
        """.trimMargin())
        println("hash ${"The quick brown fox".hashCode()} ${listOf("a", "b").hashCode()}")
    }

    section("regular expressions") {
        val log = "2024-02-29 ERROR disk sda1 full; 2023-11-05 WARN fan 3 slow; 2025-01-17 ERROR disk sdb2 gone"
        val entry = Regex("""(\d{4})-(\d\d)-(\d\d) (?<level>[A-Z]+) (\w+) (\w+)""")
        for (match in entry.findAll(log)) {
            val (year, month, day) = match.destructured
            println("$day.$month.$year ${match.groups["level"]?.value} ${match.groupValues.drop(5)} ${match.range}")
        }
        println(Regex("[aeiou]").replace("regular expressions") { it.value.uppercase() })
        println(Regex("""\s*[;,]\s*""").split("a ; b,c  ,  d"))
        println(Regex("(a+)+b").matches("aaaaaaaaaaaaaaaa") to Regex("^(?:(\\w)\\1)+$").matches("aabbccdd"))
        println(Regex("colou?r", RegexOption.IGNORE_CASE).findAll("Color, COLOUR, colr").map { it.value }.toList())
    }

    section("numbers") {
        val zero = sqrt(0.0)
        println("${Int.MAX_VALUE + 1} ${Long.MIN_VALUE} ${-7 / 2} ${-7 % 3} ${(-7).mod(3)} ${7.floorDiv(-2)}")
        println("${(-1).toUInt()} ${ULong.MAX_VALUE} ${(-1L).toULong() / 10u} ${0xFF.toByte()} ${70_000.toShort()}")
        println("${1L shl 40} ${-1L ushr 60} ${0b1011 xor 0x0F} ${255.toString(16)} ${"-zz".toLong(36)} ${12.countOneBits()}")
        println("${1e10.toInt()} ${Double.NaN.toLong()} ${(-2.9).toInt()} ${Double.NaN == Double.NaN} ${0.0.equals(-0.0)}")
        println("${format(sqrt(2.0), 12)} ${format(-1.0 / 3, 9)} ${0.1 + 0.2 > 0.3} ${1 / zero > 1e300} ${3.7f.toInt()}")
        println("${0.1} ${1.0} ${-2.5e-7} ${1e21} ${123456789.125} ${0.1f} ${Float.MAX_VALUE} ${Double.MIN_VALUE}")
        println((1..20).fold(1L) { product, i -> product * i })
        var crc = -1
        for (b in "123456789".encodeToByteArray()) {
            crc = crc xor b.toInt()
            repeat(8) { crc = (crc ushr 1) xor (0xEDB88320.toInt() and -(crc and 1)) }
        }
        println(crc.inv().toUInt().toString(16))
    }

    section("closures and enums") {
        var counter = 0
        val increment = { by: Int -> counter += by; counter }
        println(listOf(1, 10, 100).map(increment))
        fun compose(vararg f: (Int) -> Int) = { x: Int -> f.fold(x) { value, g -> g(value) } }
        println(compose({ it + 1 }, { it * it }, increment)(4))
        val table = (0..3).map { i -> { j: Int -> i * 10 + j } }
        println(table.mapIndexed { i, f -> f(i) })
        println(Level.entries.joinToString { "${it.name.lowercase()}${it.mark()}" } + " " + Level.valueOf("HIGH").weight)
        val lazily by lazy { counter += 1000; "computed" }
        println("$counter $lazily $lazily $counter")
    }

    section("garbage") {
        var kept: Node<Int>? = null
        var sum = 0L
        for (round in 0 until 200) {
            val root = Node(500)
            val random = Random(round.toLong())
            repeat(200) { root.insert(random.next(1000)) }
            root.walk { sum += it }
            if (round % 50 == 0) kept = root
        }
        println("$sum ${kept?.depth()}")
        var text = ""
        for (i in 0 until 2_000) text = (text + i).takeLast(50)
        println(text)
    }
}
