/** A program whose guest was compiled by its Maven build: the guest's bundle enters, what the guest answers leaves. */
package org.amphora.example.precompiled;
