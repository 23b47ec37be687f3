/**
 * Java methods as functions of WebAssembly, without reflection. Either in come an instance and an interface whose methods
 * name exports, and out goes an object of a generated class that calls them ({@link Facades}). Or in comes an object of the
 * host, and out go host functions of generated classes that call its methods ({@link HostFunctions}).
 */
package org.amphora.engine.facade;
