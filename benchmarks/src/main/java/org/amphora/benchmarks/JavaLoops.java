package org.amphora.benchmarks;

import java.util.Arrays;

/** What {@code reference-loops.wat} does, as one would write it in Java. */
final class JavaLoops {
    private static final int SHAPES = 1_000;

    private final Shape[] shapes = new Shape[SHAPES];

    JavaLoops() {
        for (int i = 0; i < SHAPES; i++) {
            shapes[i] = (i * 7) % 3 == 0 ? new Circle(i) : i % 2 == 0 ? new Square(i) : new Triangle(i, i);
        }
    }

    /** How much of a loop is one operation. */
    static int amount(String loop) {
        return switch (loop) {
            case "tree" -> 12;
            case "i31fib" -> 15;
            default -> 10;
        };
    }

    int run(String loop, int amount) {
        return switch (loop) {
            case "tree" -> sum(build(amount));
            case "virtual" -> areas(amount);
            case "casts" -> casts(amount);
            case "ints" -> ints(amount);
            case "chars" -> chars(amount);
            case "i31fib" -> (Integer) fibonacci(amount);
            default -> throw new IllegalArgumentException(loop);
        };
    }

    private static final class Node {
        final Node left;
        final Node right;
        final int value;

        Node(Node left, Node right, int value) {
            this.left = left;
            this.right = right;
            this.value = value;
        }
    }

    private static Node build(int depth) {
        return depth == 0 ? null : new Node(build(depth - 1), build(depth - 1), depth);
    }

    private static int sum(Node node) {
        return node == null ? 0 : node.value + sum(node.left) + sum(node.right);
    }

    private abstract static class Shape {
        abstract int area();
    }

    private static final class Circle extends Shape {
        final int radius;

        Circle(int radius) {
            this.radius = radius;
        }

        @Override
        int area() {
            return 3 * radius * radius;
        }
    }

    private static final class Square extends Shape {
        final int side;

        Square(int side) {
            this.side = side;
        }

        @Override
        int area() {
            return side * side;
        }
    }

    private static final class Triangle extends Shape {
        final int base;
        final int height;

        Triangle(int base, int height) {
            this.base = base;
            this.height = height;
        }

        @Override
        int area() {
            return (base * height) >> 1;
        }
    }

    private int areas(int times) {
        int sum = 0;
        for (int n = 0; n < times; n++) {
            for (Shape shape : shapes) {
                sum += shape.area();
            }
        }
        return sum;
    }

    private int casts(int times) {
        int sum = 0;
        for (int n = 0; n < times; n++) {
            for (Shape shape : shapes) {
                if (shape instanceof Circle circle) {
                    sum += circle.radius;
                } else if (shape instanceof Square square) {
                    sum += square.side;
                } else {
                    sum += ((Triangle) shape).base;
                }
            }
        }
        return sum;
    }

    private static int ints(int times) {
        int[] numbers = new int[10_000];
        Arrays.fill(numbers, 3);
        int mix = 0;
        for (int n = 0; n < times; n++) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += i;
                mix ^= numbers[i];
            }
        }
        return mix;
    }

    private static int chars(int times) {
        char[] text = new char[10_000];
        Arrays.fill(text, 'a');
        int hash = 0;
        for (int n = 0; n < times; n++) {
            for (char c : text) {
                hash = 31 * hash + c;
            }
        }
        return hash;
    }

    private static Object fibonacci(Object number) {
        int n = (Integer) number;
        return n < 2 ? number : (Object) ((Integer) fibonacci(n - 1) + (Integer) fibonacci(n - 2));
    }
}
