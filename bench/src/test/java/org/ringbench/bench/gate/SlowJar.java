package org.ringbench.bench.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** A copy of a jar in which one benchmark takes a tenth longer. */
final class SlowJar {
  private static final ClassDesc SLOWDOWN = ClassDesc.of(Slowdown.class.getName());

  private SlowJar() {}

  /**
   * Writes the copy beside the jar, where its manifest finds the same libraries.
   *
   * @param benchmark JMH's name: class and method
   */
  static Path of(Path jar, String benchmark) throws IOException {
    int dot = benchmark.lastIndexOf('.');
    String changed = benchmark.substring(0, dot).replace('.', '/') + ".class";
    String method = benchmark.substring(dot + 1);
    Path copy = jar.resolveSibling("benchmarks-slow.jar");
    try (JarFile in = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(copy);
        JarOutputStream out = new JarOutputStream(file)) {
      for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream bytes = in.getInputStream(entry)) {
          byte[] content = bytes.readAllBytes();
          out.write(entry.getName().equals(changed) ? slow(content, method) : content);
        }
        out.closeEntry();
      }
      String helper = Slowdown.class.getName().replace('.', '/') + ".class";
      out.putNextEntry(new JarEntry(helper));
      try (InputStream bytes = SlowJar.class.getClassLoader().getResourceAsStream(helper)) {
        bytes.transferTo(out);
      }
      out.closeEntry();
    }
    return copy;
  }

  /** The class with its method between {@link Slowdown#begin} and {@link Slowdown#end}. */
  static byte[] slow(byte[] type, String method) {
    ClassFile classes = ClassFile.of();
    return classes.transformClass(
        classes.parse(type),
        ClassTransform.transformingMethodBodies(
            model -> model.methodName().equalsString(method),
            CodeTransform.ofStateful(Around::new)));
  }

  private static final class Around implements CodeTransform {
    private int begin;

    @Override
    public void atStart(CodeBuilder code) {
      begin = code.allocateLocal(TypeKind.LONG);
      code.invokestatic(SLOWDOWN, "begin", MethodTypeDesc.of(ConstantDescs.CD_long));
      code.lstore(begin);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof ReturnInstruction) {
        code.lload(begin);
        code.invokestatic(
            SLOWDOWN, "end", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long));
      }
      code.with(element);
    }
  }
}
