package org.amphora.binary;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.AddressType;
import org.amphora.api.Feature;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.ImportType;
import org.amphora.api.MemoryType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.SegmentMode;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.CanonicalType;

/** Finds out what features beyond version 1.0 a valid module uses, from its declarations and its code. */
final class FeatureScanner {
    private final ModuleDefinition module;
    private final Set<Feature> found = EnumSet.noneOf(Feature.class);
    private final InstructionReader instructions;

    private FeatureScanner(ModuleDefinition module) {
        this.module = module;
        this.instructions = new InstructionReader(module, 0, 0);
    }

    /** Scans a module when its features are asked for. */
    static final class OnDemand implements ModuleDefinition.FeatureScan {
        @Override
        public Set<Feature> scan(ModuleDefinition module) {
            return FeatureScanner.scan(module);
        }
    }

    static Set<Feature> scan(ModuleDefinition module) {
        FeatureScanner scanner = new FeatureScanner(module);
        scanner.types();
        scanner.globals();
        scanner.tablesAndMemories();
        scanner.segments();
        scanner.code();
        return scanner.found;
    }

    private void types() {
        for (int i = 0; i < module.typeCount(); i++) {
            CanonicalType type = module.type(i);
            if (!type.isFunction()
                    || type.group().size() > 1
                    || !type.isFinal()
                    || type.supertype().isPresent()) {
                found.add(Feature.GC);
            }
            if (type.isFunction()) {
                signature(type.functionType());
            }
        }
        if (module.tagCount() > 0) {
            found.add(Feature.EXCEPTION_HANDLING);
        }
    }

    private void signature(FunctionType type) {
        if (type.results().size() > 1) {
            found.add(Feature.MULTIVALUE);
        }
        values(type.parameters());
        values(type.results());
    }

    private void values(List<ValueType> types) {
        types.forEach(this::value);
    }

    private void value(ValueType type) {
        if (type instanceof ReferenceType reference) {
            found.add(feature(reference));
        } else if (type instanceof VectorType) {
            found.add(Feature.SIMD128);
        }
    }

    private static Feature feature(ReferenceType type) {
        if (type.equals(ReferenceType.FUNCREF) || type.equals(ReferenceType.EXTERNREF)) {
            return Feature.REFERENCE_TYPES;
        }
        if (type.heapType() instanceof AbstractHeapType heap) {
            return switch (heap) {
                case FUNC, EXTERN -> Feature.FUNCTION_REFERENCES;
                case EXN, NOEXN -> Feature.EXCEPTION_HANDLING;
                default -> Feature.GC;
            };
        }
        return Feature.FUNCTION_REFERENCES;
    }

    private void globals() {
        for (int i = 0; i < module.globalCount(); i++) {
            value(module.global(i).value());
            Expression initializer = module.globalInitializer(i);
            if (initializer != null) {
                constant(initializer);
            }
        }
        for (ImportType type : module.imports()) {
            if (type.type() instanceof GlobalType global && global.mutable()) {
                found.add(Feature.MUTABLE_GLOBALS);
            }
        }
        for (Export export : module.exportDefinitions()) {
            if (export.kind() == ExternKind.GLOBAL
                    && module.global(export.index()).mutable()) {
                found.add(Feature.MUTABLE_GLOBALS);
            }
        }
    }

    private void tablesAndMemories() {
        if (module.tableCount() > 1) {
            found.add(Feature.REFERENCE_TYPES);
        }
        for (int i = 0; i < module.tableCount(); i++) {
            if (!module.table(i).element().equals(ReferenceType.FUNCREF)) {
                value(module.table(i).element());
            }
            if (module.table(i).addressType() == AddressType.I64) {
                found.add(Feature.MEMORY64);
            }
            if (module.tableInitializer(i) != null) {
                found.add(Feature.FUNCTION_REFERENCES);
                constant(module.tableInitializer(i));
            }
        }
        if (module.memoryCount() > 1) {
            found.add(Feature.MULTIMEMORY);
        }
        for (int i = 0; i < module.memoryCount(); i++) {
            MemoryType memory = module.memory(i);
            if (memory.addressType() == AddressType.I64) {
                found.add(Feature.MEMORY64);
            }
            if (memory.shared()) {
                found.add(Feature.ATOMICS);
            }
            if (memory.pageBytes() != MemoryType.PAGE_BYTES) {
                found.add(Feature.CUSTOM_PAGE_SIZES);
            }
        }
    }

    private void segments() {
        for (ElementSegment segment : module.elementSegments()) {
            segment(segment.mode(), segment.offset());
            for (int i = 0; !segment.hasFunctionIndices() && i < segment.size(); i++) {
                constant(segment.expression(i));
            }
        }
        for (DataSegment segment : module.dataSegments()) {
            segment(segment.mode(), segment.offset());
        }
    }

    private void segment(SegmentMode mode, Expression offset) {
        if (mode == SegmentMode.DECLARATIVE) {
            found.add(Feature.REFERENCE_TYPES);
        } else if (mode == SegmentMode.PASSIVE) {
            found.add(Feature.BULK_MEMORY);
        } else {
            constant(offset);
        }
    }

    private void constant(Expression expression) {
        instructions.reset(expression.from(), expression.to());
        while (instructions.next()) {
            instruction(instructions.opcode());
            if (instructions.opcode().signature() != null
                    && instructions.opcode().immediates() == Immediates.NONE) {
                found.add(Feature.EXTENDED_CONST);
            }
        }
    }

    private void code() {
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            FunctionBody body = module.body(i);
            values(body.localTypes());
            instructions.reset(body.from(), body.to());
            while (instructions.next()) {
                instruction(instructions.opcode());
            }
        }
    }

    private void instruction(Opcode opcode) {
        if (opcode.feature() != null) {
            found.add(opcode.feature());
        }
        if (opcode.immediates() == Immediates.BLOCK_TYPE || opcode.immediates() == Immediates.BLOCK_TYPE_CATCHES) {
            FunctionType block = instructions.blockType();
            if (!block.parameters().isEmpty() || block.results().size() > 1) {
                found.add(Feature.MULTIVALUE);
            }
        }
    }
}
